package dev.heddle.transform.facts;

import org.objectweb.asm.tree.MethodInsnNode;

/** What a suspension point waits for. */
public sealed interface Awaited {
    /** A call of an async method that can be made in its direct form, without a coroutine object. */
    record FusedCall(MethodInsnNode call, Linkage linkage) implements Awaited {}

    /**
     * A value on the operand stack.
     *
     * @param why it is an object that is awaited, and not a call
     */
    record Value(Kind kind, Detour why) implements Awaited {}

    /** A resource to close, on the operand stack. */
    record Closing(Ending ending) implements Awaited {}

    /** The next ask of the consumer of a generator; the element for this one is on the operand stack. */
    record Demand() implements Awaited {}

    /** How what is awaited is reached: by a call of its direct form, or as an object. */
    sealed interface Route permits Linkage, Detour {}

    /** How the direct form of a callee is reached. */
    enum Linkage implements Route {
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

    /** Why the direct form of what is awaited is not called. */
    enum Detour implements Route {
        /** It is no coroutine, and so has no direct form. */
        NO_COROUTINE,
        /** It is a value that was made elsewhere, not the result of a call right before. */
        NO_CALL,
        /** The method that is called is not async. */
        NOT_ASYNC,
        /** The class that declares the method is not on the class path, and no receiver selects the method. */
        UNKNOWN_CLASS,
        /** Call and await stand in different protected ranges, so that different handlers would see a failure. */
        OTHER_HANDLERS,
        /** Chosen by an option. */
        PLAIN_CALLS,
        /** The class file is too old to have calls linked at run time. */
        OLD_CLASS_FILE,
        /** Neither in number nor in the names of their types is there room for what links a call at run time. */
        TOO_MANY_ARGUMENTS,
        /** The calling class may not name the type of a parameter. */
        HIDDEN_TYPE
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
