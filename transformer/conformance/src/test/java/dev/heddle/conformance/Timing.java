package dev.heddle.conformance;

/** When the outcome of an await is there. */
enum Timing {
    /** Before the await looks. */
    READY,
    /** After the await has suspended, from the thread that drives the coroutine. */
    SUSPENDS,
    /** After the await has suspended, from another thread. */
    OTHER_THREAD
}
