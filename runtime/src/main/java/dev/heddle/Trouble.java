package dev.heddle;

import org.jspecify.annotations.Nullable;

/**
 * Something that has gone wrong in a loop and that no await tells of; what the loop gives to its {@link
 * LoopOptions#exceptionHandler}. Immutable.
 *
 * @param kind what kind of thing
 * @param sentence what has happened, without a full stop
 * @param failure the exception; for troubles without one, a throwable that was never thrown and whose stack trace is the
 *     place in question
 * @param task the task that it is about, if it is about one. On other threads than the loop's only its name may be asked for
 */
public record Trouble(
        Kind kind,
        String sentence,
        Throwable failure,
        @Nullable Task<?> task) {
    /** What can go wrong. */
    public enum Kind {
        /** A callback, a listener or an operation behind the scenes has thrown. */
        CALLBACK_FAILED(System.Logger.Level.ERROR),
        /** A task has failed, and nobody has awaited it or looked at its failure. */
        NEVER_RETRIEVED(System.Logger.Level.ERROR),
        /** A coroutine was made and never awaited or spawned: what it should have done has not happened. */
        NEVER_AWAITED(System.Logger.Level.WARNING),
        /**
         * A socket, a process or a file was dropped, or was open when its loop ended. It has been closed. In debug mode also a
         * stream that was neither read to its end nor closed; its clean-up has not run.
         */
        NEVER_CLOSED(System.Logger.Level.WARNING),
        /** A step holds the loop for longer than the watchdog allows. */
        SLOW_STEP(System.Logger.Level.WARNING),
        /** Tasks wait for each other in a circle. */
        DEADLOCK(System.Logger.Level.ERROR),
        /** A cancelled task, or a call on another thread, does not end and is not waited for any longer. */
        LEFT_BEHIND(System.Logger.Level.ERROR);

        private final System.Logger.Level level;

        Kind(System.Logger.Level level) {
            this.level = level;
        }
    }

    void log() {
        System.getLogger("dev.heddle").log(kind.level, sentence, failure);
    }
}
