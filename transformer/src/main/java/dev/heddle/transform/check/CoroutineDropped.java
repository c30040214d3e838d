package dev.heddle.transform.check;

import dev.heddle.transform.facts.ControlFlow;
import dev.heddle.transform.facts.Liveness;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.Names;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A coroutine that nobody can await any more: the result of a call that is thrown away at once or kept in a variable that
 * is never read, or that of a method reference where a method without a result is wanted.
 */
record CoroutineDropped(int line, String call) implements Finding {
    private static final String RETURNS_COROUTINE = ")L" + Names.COROUTINE + ";";

    static void check(Subject subject, Consumer<Finding> found) {
        MethodNode method = subject.method();
        Reads reads = new Reads(method);
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call && call.desc.endsWith(RETURNS_COROUTINE)) {
                AbstractInsnNode next = next(call);
                if (next != null
                        && (next.getOpcode() == Opcodes.POP || isNeverRead(next, method, reads))
                        && !(AsyncMethods.isLambda(subject.owner(), method) && isExpectedToThrow(subject))) {
                    found.accept(new CoroutineDropped(Lines.at(call), call.name));
                }
            } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
                String dropped = droppedByReference(dynamic);
                if (dropped != null) {
                    found.accept(new CoroutineDropped(Lines.at(dynamic), dropped));
                }
            }
        }
    }

    /**
     * Whether a lambda implements a method that may throw anything, such as those by which tests say that a call fails: it
     * is not made for its result.
     */
    private static boolean isExpectedToThrow(Subject subject) {
        for (MethodNode method : subject.owner().methods) {
            for (AbstractInsnNode insn : method.instructions) {
                if (insn instanceof InvokeDynamicInsnNode dynamic && makes(dynamic, subject)) {
                    ClassNode wanted = subject.hierarchy()
                            .find(Type.getReturnType(dynamic.desc).getInternalName());
                    return wanted != null
                            && wanted.methods.stream()
                                    .anyMatch(each -> each.name.equals(dynamic.name)
                                            && each.exceptions.contains("java/lang/Throwable"));
                }
            }
        }
        return false;
    }

    private static boolean makes(InvokeDynamicInsnNode dynamic, Subject subject) {
        for (Object argument : dynamic.bsmArgs) {
            if (argument instanceof Handle handle
                    && handle.getOwner().equals(subject.owner().name)
                    && handle.getName().equals(subject.method().name)) {
                return true;
            }
        }
        return false;
    }

    /** Which variables are read, found out when somebody asks for the first time. */
    private static final class Reads {
        private final MethodNode method;
        private @Nullable Liveness liveness;

        Reads(MethodNode method) {
            this.method = method;
        }

        boolean follow(VarInsnNode store) {
            Liveness known = liveness == null ? new Liveness(method, new ControlFlow(method)) : liveness;
            liveness = known;
            return known.before(method.instructions.indexOf(store) + 1).get(store.var);
        }
    }

    private static boolean isNeverRead(AbstractInsnNode insn, MethodNode method, Reads reads) {
        if (!(insn instanceof VarInsnNode store)
                || store.getOpcode() != Opcodes.ASTORE
                || isMeantToBeUnused(store, method)) {
            return false;
        }
        return !reads.follow(store);
    }

    /** By its name, as people and other tools have it. */
    private static boolean isMeantToBeUnused(VarInsnNode store, MethodNode method) {
        int after = method.instructions.indexOf(store) + 1;
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                if (variable.index == store.var && method.instructions.indexOf(variable.start) == after) {
                    return variable.name.startsWith("unused") || variable.name.startsWith("ignored");
                }
            }
        }
        return false;
    }

    /** The method that {@code this::method} names where an interface method without a result is implemented by it. */
    private static @Nullable String droppedByReference(InvokeDynamicInsnNode dynamic) {
        if (dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                && dynamic.bsmArgs[0] instanceof Type wanted
                && wanted.getReturnType() == Type.VOID_TYPE
                && dynamic.bsmArgs[1] instanceof Handle given
                && given.getDesc().endsWith(RETURNS_COROUTINE)) {
            return given.getName();
        }
        return null;
    }

    private static @Nullable AbstractInsnNode next(AbstractInsnNode insn) {
        AbstractInsnNode next = insn.getNext();
        while (next != null && (next.getOpcode() < 0 || next.getOpcode() == Opcodes.CHECKCAST)) {
            next = next.getNext();
        }
        return next;
    }

    @Override
    public Rule rule() {
        return Rule.COROUTINE_DROPPED;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "the coroutine that `" + call + "` returns is dropped",
                "a coroutine is cold: nothing of it runs before it is awaited or spawned",
                "`await` it, return it, or spawn it in a scope");
    }
}
