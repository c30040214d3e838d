package dev.heddle.transform.explain;

import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.plan.TypeNames;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** Says how what is awaited is reached: by a call of its direct form or as an object, and why so. Stateless. */
final class Reaching {
    private Reaching() {}

    /** What is awaited, in a word or two. */
    static String target(Awaited awaited) {
        if (awaited instanceof Awaited.FusedCall fused) {
            MethodInsnNode call = fused.call();
            return TypeNames.of(Type.getObjectType(call.owner)) + "." + call.name;
        }
        if (awaited instanceof Awaited.Closing closing) {
            return closing.ending() == Awaited.Ending.FAILED ? "after failure" : "after completion";
        }
        return awaited instanceof Awaited.Value value ? value.kind().typeName() : "the next ask";
    }

    static String reason(Awaited awaited) {
        if (awaited instanceof Awaited.FusedCall fused) {
            return "fused: " + linkage(fused.linkage());
        }
        if (awaited instanceof Awaited.Closing closing) {
            return closing.ending() == Awaited.Ending.FAILED
                    ? "the block has failed: what it owns is told to stop, and awaited"
                    : "the block has ended well: what it owns is awaited";
        }
        return awaited instanceof Awaited.Value value
                ? object(value)
                : "the element is handed over, and the method rests until the consumer asks for the next one";
    }

    private static String linkage(Awaited.Linkage linkage) {
        return switch (linkage) {
            case SAME_CLASS -> "the direct form is called, which is in this class";
            case STATIC -> "the direct form is called; linked when the call first runs, as another class has it";
            case SPECIAL -> "the direct form is called; linked when the call first runs, as a superclass has it";
            case FINAL ->
                "the direct form is called; linked when the call first runs, as nothing can override the method";
            case VIRTUAL, INTERFACE ->
                "the direct form is called of the method that the receiver selects; linked for each class of receiver";
        };
    }

    private static String object(Awaited.Value value) {
        return switch (value.kind()) {
            case STAGE -> "a future, which runs on its own and tells when it is done";
            case JOINED_STAGE -> "a future, which tells when it is done; its exceptions come as `join()` throws them";
            case AWAITABLE -> "an awaitable, which is asked for its coroutine";
            case COROUTINE, RETURNED -> "not fused: " + detour(value.why());
        };
    }

    private static String detour(Awaited.Detour why) {
        return switch (why) {
            case NO_COROUTINE -> "it is no coroutine";
            case NO_CALL -> "the coroutine was made elsewhere, not by a call of an async method right here";
            case NOT_ASYNC -> "the method that is called is not `@Async`, so it has no direct form";
            case UNKNOWN_CLASS -> "the class of the method that is called is not on the class path";
            case OTHER_HANDLERS -> "different handlers would see a failure of the call and one of the await";
            case PLAIN_CALLS -> "the option `calls=plain` has no call linked at run time";
            case OLD_CLASS_FILE -> "the class file is older than Java 7, where calls cannot be linked at run time";
            case TOO_MANY_ARGUMENTS ->
                "the call has so many arguments, or such long names of their types, that it cannot be linked at run time";
            case HIDDEN_TYPE -> "this class may not name the type of a parameter, or it is not on the class path";
        };
    }
}
