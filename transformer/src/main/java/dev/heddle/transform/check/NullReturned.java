package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;

/** {@code return null} in an async method. */
record NullReturned(int line, Labels labels) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        InsnList insns = code.facts().method().instructions;
        if (!has(insns, Opcodes.ACONST_NULL)) {
            return;
        }
        for (AbstractInsnNode insn : insns) {
            if (insn.getOpcode() == Opcodes.ARETURN) {
                Set<AbstractInsnNode> origins = code.originsOf(insn);
                if (isNull(origins)) {
                    found.accept(new NullReturned(Lines.at(insn), labels(origins, Lines.at(insn))));
                }
            }
        }
    }

    private static boolean isNull(Set<AbstractInsnNode> origins) {
        return !origins.isEmpty() && origins.stream().allMatch(origin -> origin.getOpcode() == Opcodes.ACONST_NULL);
    }

    private static Labels labels(Set<AbstractInsnNode> origins, int line) {
        return Labels.of(origins.stream()
                .map(origin -> new Label(Lines.at(origin), "null", "comes from here"))
                .filter(label -> label.line() != line)
                .toList());
    }

    private static boolean has(InsnList insns, int opcode) {
        for (AbstractInsnNode insn : insns) {
            if (insn.getOpcode() == opcode) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Rule rule() {
        return Rule.NULL_RETURNED;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "an `@Async` method returns null",
                "there is nothing to await in it, so whoever awaits the method gets a `NullPointerException`",
                "`return done()`, or `return done(null)` for a result that is null");
    }
}
