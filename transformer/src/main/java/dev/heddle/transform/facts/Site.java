package dev.heddle.transform.facts;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A place in an async method at which woven code differs from what the compiler wrote. */
public sealed interface Site {
    /** The instruction at which the difference stands. */
    AbstractInsnNode insn();

    /** A place where the method may suspend and be resumed. */
    sealed interface Suspension extends Site {
        Awaited awaited();
    }

    /** A call of {@code await}: its operand is replaced by the result. */
    record Await(AbstractInsnNode insn, Awaited awaited) implements Suspension {}

    /** A call of {@code close()} on an {@code AsyncCloseable}: its operand is replaced by nothing. */
    record Close(AbstractInsnNode insn, Awaited.Closing awaited) implements Suspension {}

    /** A call of {@code emit} in a generator: its operand is handed to the consumer and replaced by nothing. */
    record Emit(AbstractInsnNode insn, Awaited.Demand awaited) implements Suspension {}

    /** {@code return other(x)} inside a protected range: awaited there, so that the handlers see its exception. */
    record AwaitedReturn(AbstractInsnNode insn, Awaited awaited) implements Suspension {}

    /** {@code return other(x)} outside any protected range: the callee's result or frame is handed on. */
    record TailAwait(AbstractInsnNode insn, Awaited awaited) implements Site {}

    /**
     * {@code return done(x)}: x is the result.
     *
     * @param maker the call that would have made a completed awaitable
     */
    record Result(AbstractInsnNode insn, MethodInsnNode maker) implements Site {
        /** Whether the call takes a value; {@code done()} takes none and means null. */
        public boolean hasValue() {
            return !maker.desc.startsWith("()");
        }
    }

    /** The call that is made in its direct form at this site, or null. */
    default @Nullable MethodInsnNode fusedCall() {
        Awaited awaited = null;
        if (this instanceof Suspension suspension) {
            awaited = suspension.awaited();
        } else if (this instanceof TailAwait tail) {
            awaited = tail.awaited();
        }
        return awaited instanceof Awaited.FusedCall fused ? fused.call() : null;
    }
}
