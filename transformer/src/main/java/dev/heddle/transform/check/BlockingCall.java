package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A call in an async method that holds its thread until something has happened. */
record BlockingCall(int line, Rule rule, String call, String help) implements Finding {
    static final Set<Rule> RULES = EnumSet.range(Rule.BLOCKING_SLEEP, Rule.BLOCKING_MARKED);

    static void check(AsyncCode code, Consumer<Finding> found) {
        for (AbstractInsnNode insn : code.facts().method().instructions) {
            if (insn instanceof MethodInsnNode call) {
                code.blocking()
                        .groupOf(new CalledInBytecode(call, code.hierarchy()))
                        .ifPresent(group -> found.accept(finding(insn, group, call.owner, call.name)));
            } else if (insn instanceof FieldInsnNode field) {
                code.blocking()
                        .groupOfField(field.owner, field.name)
                        .ifPresent(group -> found.accept(finding(insn, group, field.owner, field.name)));
            }
        }
    }

    private static BlockingCall finding(AbstractInsnNode insn, Listing.Group group, String owner, String name) {
        String type = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
        String call = name.equals("<init>") ? "new " + type : type + "." + name;
        return new BlockingCall(Lines.at(insn), group.rule(), call, group.help());
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`" + call + "` blocks in an `@Async` method",
                "while it holds the thread, no other task of the loop runs",
                help);
    }
}
