package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.Names;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * A coroutine or future where its result is meant: as a part of a text, compared with something else, tested for null when it
 * was just made, or as a monitor.
 */
record TakenForResult(int line, String use, Labels labels) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        for (AbstractInsnNode insn : code.facts().method().instructions) {
            Frame<BasicValue> before = code.facts().types()[code.facts().indexOf(insn)];
            if (before != null) {
                Looking looking = new Looking(insn, before, code, found);
                switch (insn.getOpcode()) {
                    case Opcodes.MONITORENTER -> looking.atMonitor();
                    case Opcodes.IFNULL, Opcodes.IFNONNULL -> looking.atNullTest();
                    case Opcodes.INVOKEDYNAMIC -> looking.atConcatenation((InvokeDynamicInsnNode) insn);
                    case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKEINTERFACE, Opcodes.INVOKESTATIC ->
                        looking.atCall((MethodInsnNode) insn);
                    default -> {}
                }
            }
        }
    }

    private record Looking(AbstractInsnNode insn, Frame<BasicValue> before, AsyncCode code, Consumer<Finding> found) {
        void atMonitor() {
            if (isAwaitable(top(0))) {
                report("locked as a monitor", 0);
            }
        }

        /** Methods that return futures may return null, those that return coroutines do not. */
        void atNullTest() {
            if (!isAwaitable(top(0))) {
                return;
            }
            Set<AbstractInsnNode> origins = code.originsOf(insn);
            if (origins.size() == 1
                    && origins.iterator().next() instanceof MethodInsnNode call
                    && AsyncMethods.returnsCoroutine(call.desc)) {
                report("compared with null", 0);
            }
        }

        void atConcatenation(InvokeDynamicInsnNode dynamic) {
            if (dynamic.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
                for (int depth = 0; depth < Type.getArgumentTypes(dynamic.desc).length; depth++) {
                    partOfText(depth);
                }
            }
        }

        void atCall(MethodInsnNode call) {
            boolean takesObject = call.desc.startsWith("(Ljava/lang/Object;)");
            if (takesObject && call.name.equals("append") && call.owner.equals("java/lang/StringBuilder")
                    || takesObject && call.name.equals("valueOf") && call.owner.equals("java/lang/String")) {
                partOfText(0);
            } else if (takesObject && call.name.equals("equals")
                    || call.name.equals("equals") && call.owner.equals("java/util/Objects")) {
                compared();
            }
        }

        /** A {@code Task} has a name, and may be meant. */
        private void partOfText(int depth) {
            Type type = top(depth);
            if (isAwaitable(type) && !type.getInternalName().equals("dev/heddle/Task")) {
                report("put into a text", depth);
            }
        }

        private void compared() {
            boolean isFirst = isAwaitable(top(0));
            if (isFirst != isAwaitable(top(1))) {
                report("compared with something that is none", isFirst ? 0 : 1);
            }
        }

        private Type top(int depth) {
            Type type = before.getStack(before.getStackSize() - 1 - depth).getType();
            return type == null ? Type.VOID_TYPE : type;
        }

        private boolean isAwaitable(Type type) {
            Hierarchy hierarchy = code.hierarchy();
            return type.getSort() == Type.OBJECT
                    && (hierarchy.isSubtype(type.getInternalName(), Names.COROUTINE)
                            || hierarchy.isSubtype(type.getInternalName(), Names.AWAITABLE)
                            || hierarchy.isSubtype(type.getInternalName(), Names.COMPLETION_STAGE));
        }

        private void report(String use, int depth) {
            int line = Lines.at(insn);
            Labels labels = Labels.of(Shown.origin(code.originsOf(insn, depth), "comes from here").stream()
                    .filter(label -> label.line() != line)
                    .toList());
            found.accept(new TakenForResult(line, use, labels));
        }
    }

    @Override
    public Rule rule() {
        return Rule.TAKEN_FOR_RESULT;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "an awaitable is " + use,
                "it stands for a result that is not there yet, and is not the result",
                "`await` it first");
    }
}
