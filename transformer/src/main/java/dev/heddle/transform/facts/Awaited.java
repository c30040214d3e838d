package dev.heddle.transform.facts;

import org.objectweb.asm.tree.MethodInsnNode;

/** What a suspension point waits for. */
public sealed interface Awaited {
    /** A call of an async method that can be made in its direct form, without a coroutine object. */
    record FusedCall(MethodInsnNode call, Linkage linkage) implements Awaited {}

    /** A value on the operand stack. */
    record Value(Kind kind) implements Awaited {}

    /** A resource to close, on the operand stack. */
    record Closing(Ending ending) implements Awaited {}

    /** The next ask of the consumer of a generator; the element for this one is on the operand stack. */
    record Demand() implements Awaited {}

    /** How the direct form of a callee is reached. */
    enum Linkage {
        /** In the same class, which is woven as a whole: the direct form is there. */
        SAME_CLASS,
        /** A static method of another class, linked at run time. */
        STATIC,
        /** A method of a superclass or superinterface, called with {@code super}; linked at run time. */
        SPECIAL,
        /** A method that no class of the receiver overrides; linked at run time. */
        FINAL,
        /** A method of a class, selected by the class of the receiver; linked at run time to what was selected before. */
        VIRTUAL,
        /** The same of an interface. */
        INTERFACE
    }

    /** The static type of a value awaited. */
    enum Kind {
        COROUTINE("Coroutine"),
        AWAITABLE("Awaitable"),
        STAGE("CompletionStage"),
        /** A future whose exceptions are thrown as {@code join()} throws them. */
        JOINED_STAGE("CompletionStage, joined"),
        /** A result, or a coroutine whose result is the result: what reaches a {@code return} over several ways. */
        RETURNED("result or Coroutine");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }

        public String typeName() {
            return typeName;
        }
    }

    /** How the block that owns a resource ended. */
    enum Ending {
        COMPLETED,
        FAILED
    }
}
