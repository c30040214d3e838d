package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Types;
import dev.heddle.transform.normalize.LateConstruction;
import dev.heddle.transform.plan.TypeNames;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * An object whose constructor arguments await, and that is compared before its constructor has run. It would have to be
 * allocated after the await, and so could not be compared before. No compiler writes this.
 */
record UnfinishedObject(int line, String type, Labels labels) implements Finding {
    static void check(MethodFacts facts, Consumer<Finding> found) {
        Set<AbstractInsnNode> moved = LateConstruction.allocationsAcrossSuspensions(facts);
        if (moved.isEmpty()) {
            return;
        }
        for (AbstractInsnNode insn : facts.method().instructions) {
            Frame<BasicValue> before = facts.types()[facts.indexOf(insn)];
            for (int depth = 0; before != null && depth < compared(insn.getOpcode()); depth++) {
                if (before.getStack(before.getStackSize() - 1 - depth) instanceof Types.Uninitialized object
                        && moved.contains(object.origin())) {
                    Label label = new Label(Lines.at(object.origin()), "new", "allocated here");
                    found.accept(new UnfinishedObject(
                            Lines.at(insn), TypeNames.of(object.getType()), Labels.of(List.of(label))));
                }
            }
        }
    }

    /** How many references an instruction takes that may be unfinished, besides those that only copy them. */
    private static int compared(int opcode) {
        return switch (opcode) {
            case Opcodes.IFNULL, Opcodes.IFNONNULL, Opcodes.MONITORENTER -> 1;
            case Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE -> 2;
            default -> 0;
        };
    }

    @Override
    public Rule rule() {
        return Rule.UNFINISHED_OBJECT;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "a new `" + type + "` is compared before its constructor has run, and the arguments of that `await`",
                "an unfinished object cannot be kept while the method waits, so it is allocated after the last `await`",
                "await before the object is allocated");
    }
}
