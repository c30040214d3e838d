package dev.heddle.transform.parse;

/** The names by which a program says that it is asynchronous, as they stand in class files. */
public final class Names {
    public static final String ASYNC_DESCRIPTOR = "Ldev/heddle/annotation/Async;";
    public static final String BLOCKING_DESCRIPTOR = "Ldev/heddle/annotation/Blocking;";
    public static final String COROUTINES = "dev/heddle/Coroutines";
    public static final String AWAIT = "await";
    public static final String DONE = "done";
    public static final String COMPLETED = "completed";
    public static final String END = "end";
    public static final String EMIT = "emit";
    public static final String SHIELD = "shield";
    public static final String CLOSE_ASYNC = "closeAsync";

    /** Not in any program: stands for the {@code await} of other libraries, which throws what {@code join()} throws. */
    public static final String JOIN = "join";

    public static final String COROUTINE = "dev/heddle/Coroutine";
    public static final String ASYNC_STREAM = "dev/heddle/AsyncStream";
    public static final String CANCELLED = "dev/heddle/Cancelled";
    public static final String AWAITABLE = "dev/heddle/Awaitable";
    public static final String ASYNC_CLOSEABLE = "dev/heddle/AsyncCloseable";
    public static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";
    public static final String COMPLETION_STAGE = "java/util/concurrent/CompletionStage";

    /** The class attribute that says "woven, by whom, from what". */
    public static final String STAMP = "dev.heddle.Woven";

    private Names() {}
}
