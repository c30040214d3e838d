package dev.heddle;

/** What a scope makes of the ends of its tasks. */
public enum ScopePolicy {
    /** The first failure cancels the other tasks and the body; closing throws {@link ScopeFailed} with all failures. */
    FAIL_FAST,

    /** A failure is the affair of who awaits the task. One that nobody was told about is reported when the scope is left. */
    SUPERVISE,

    /**
     * A failure cancels nobody; when all tasks have ended, closing throws {@link ScopeFailed} with those failures that the
     * body has not been told by awaiting the tasks.
     */
    COLLECT,

    /**
     * The first task that succeeds cancels the others, and closing throws nothing: {@link TaskScope#winner()} has the
     * result. When none succeeds, closing throws as with {@link #COLLECT}.
     */
    FIRST_SUCCESS
}
