package dev.heddle.proof.futures;

/** What the rules are shown of a library. */
enum Asking {
    /** The code as its authors wrote it. Most rules look at async methods only, of which it has none. */
    AS_WRITTEN,

    /** The same with {@code @Async} on each method that returns a {@code CompletableFuture} or {@code CompletionStage}. */
    ANNOTATED
}
