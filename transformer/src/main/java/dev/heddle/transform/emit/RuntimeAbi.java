package dev.heddle.transform.emit;

import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.parse.Names;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/** Everything of the runtime that woven code touches; nothing else names a runtime member. */
public final class RuntimeAbi {
    public static final String FRAME = "dev/heddle/coroutine/Frame";
    public static final String AWAITS = "dev/heddle/coroutine/Awaits";
    public static final String DIRECT_CALLS = "dev/heddle/coroutine/DirectCalls";

    /** {@code int Frame.state} */
    public static final Member STATE = new Member(FRAME, "state", "I");

    /** {@code Object Frame.resume(Object, Throwable)}, overridden by each frame class. */
    public static final Member RESUME =
            new Member(FRAME, "resume", "(Ljava/lang/Object;Ljava/lang/Throwable;)Ljava/lang/Object;");

    /** {@code StackTraceElement Frame.position()}, overridden by each frame class. */
    public static final Member POSITION = new Member(FRAME, "position", "()Ljava/lang/StackTraceElement;");

    /** {@code MethodHandle Frame.directForm()}, overridden by the frame classes of methods that can be overridden. */
    public static final Member DIRECT_FORM = new Member(FRAME, "directForm", "()Ljava/lang/invoke/MethodHandle;");

    /** {@code Object[] Frame.slots()}, overridden by each frame class. */
    public static final Member SLOTS = new Member(FRAME, "slots", "()[Ljava/lang/Object;");

    /** {@code String Frame.variables()}, overridden by each frame class. */
    public static final Member VARIABLES = new Member(FRAME, "variables", "()Ljava/lang/String;");

    /** {@code int Frame.line(String lines, int state)} */
    public static final Member LINE = new Member(FRAME, "line", "(Ljava/lang/String;I)I");

    /** {@code Object Awaits.suspend(Object callee, Frame caller, int state)} */
    public static final Member SUSPEND =
            new Member(AWAITS, "suspend", "(Ljava/lang/Object;L" + FRAME + ";I)Ljava/lang/Object;");

    /** {@code Object Awaits.result(Object)} */
    public static final Member RESULT = new Member(AWAITS, "result", "(Ljava/lang/Object;)Ljava/lang/Object;");

    /** {@code Object Awaits.kept(Object)} */
    public static final Member KEPT = new Member(AWAITS, "kept", "(Ljava/lang/Object;)Ljava/lang/Object;");

    /** {@code Object Awaits.returned(Object)} */
    public static final Member RETURNED = new Member(AWAITS, "returned", "(Ljava/lang/Object;)Ljava/lang/Object;");

    /** {@code Object Awaits.unboxed(Object)} */
    public static final Member UNBOXED = new Member(AWAITS, "unboxed", "(Ljava/lang/Object;)Ljava/lang/Object;");

    /** {@code CompletableFuture Awaits.hot(Frame, CompletableFuture)} */
    public static final Member HOT = new Member(
            AWAITS, "hot", "(L" + FRAME + ";L" + Names.COMPLETABLE_FUTURE + ";)L" + Names.COMPLETABLE_FUTURE + ";");

    /** {@code CompletableFuture Awaits.completed(Object, CompletableFuture)} */
    public static final Member COMPLETED = new Member(
            AWAITS,
            "completed",
            "(Ljava/lang/Object;L" + Names.COMPLETABLE_FUTURE + ";)L" + Names.COMPLETABLE_FUTURE + ";");

    /** {@code AsyncStream Awaits.stream(Frame)} */
    public static final Member STREAM = new Member(AWAITS, "stream", "(L" + FRAME + ";)L" + Names.ASYNC_STREAM + ";");

    /** {@code Object Awaits.emit(Object, Frame)} */
    public static final Member EMIT =
            new Member(AWAITS, "emit", "(Ljava/lang/Object;L" + FRAME + ";)Ljava/lang/Object;");

    /** {@code CallSite DirectCalls.link(Lookup, String, MethodType, Class, int)}: bootstrap of calls across classes. */
    public static final Member LINK = new Member(
            DIRECT_CALLS,
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/Class;I)Ljava/lang/invoke/CallSite;");

    /** A field or method by owner, name and descriptor. */
    public record Member(String owner, String name, String descriptor) {}

    private RuntimeAbi() {}

    /** {@code Object Awaits.await(...)} for the static type of the awaited value. */
    public static Member await(Awaited.Kind kind) {
        return switch (kind) {
            case COROUTINE -> await(Names.COROUTINE);
            case AWAITABLE -> await(Names.AWAITABLE);
            case STAGE -> ofStage("await");
            case JOINED_STAGE -> ofStage("join");
            case RETURNED -> RETURNED;
        };
    }

    /** Whether the method for such a value is given the frame that awaits, or null in the direct form, as well. */
    static boolean takesCaller(Awaited.Kind kind) {
        return kind == Awaited.Kind.STAGE || kind == Awaited.Kind.JOINED_STAGE;
    }

    private static Member ofStage(String name) {
        return new Member(AWAITS, name, "(L" + Names.COMPLETION_STAGE + ";L" + FRAME + ";)Ljava/lang/Object;");
    }

    private static Member await(String parameter) {
        return new Member(AWAITS, "await", "(L" + parameter + ";)Ljava/lang/Object;");
    }

    /** {@code Object Awaits.close(AsyncCloseable)} or {@code closeFailing}. */
    public static Member close(Awaited.Ending ending) {
        String name = ending == Awaited.Ending.FAILED ? "closeFailing" : "close";
        return new Member(AWAITS, name, "(L" + Names.ASYNC_CLOSEABLE + ";)Ljava/lang/Object;");
    }

    /** How {@link #LINK} is told to find the direct form. */
    static int linkKind(Awaited.Linkage linkage) {
        return switch (linkage) {
            case STATIC -> 0;
            case SPECIAL -> 1;
            case FINAL -> 2;
            case VIRTUAL -> 3;
            case INTERFACE -> 4;
            case SAME_CLASS -> throw new IllegalArgumentException("calls in the same class are not linked");
        };
    }

    static Handle bootstrap() {
        return new Handle(Opcodes.H_INVOKESTATIC, LINK.owner(), LINK.name(), LINK.descriptor(), false);
    }
}
