package dev.heddle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a loop has done since it was opened, and how much it has to do, at one moment. Made by {@link Loop#metrics}; rates are
 * had from two of them. Immutable.
 *
 * @param engine what asks the operating system, see {@link dev.heddle.engine.Engine#name}
 * @param ticks how often it has asked the operating system for news
 * @param steps how many pieces of work its tasks and callbacks have done, each up to the next wait
 * @param tasksSpawned how many tasks it has had
 * @param tasks how many of them have not ended
 * @param ready how many steps are ready to run: the depth of its queue
 * @param timers how many timers are set
 * @param bytesRead how many bytes its streams and sockets have read
 * @param bytesWritten how many bytes they have written
 * @param times how long all this took; null unless the loop is measured, see {@link LoopOptions#measured}
 */
public record LoopMetrics(
        String engine,
        long ticks,
        long steps,
        long tasksSpawned,
        long tasks,
        int ready,
        int timers,
        long bytesRead,
        long bytesWritten,
        @Nullable Times times) {
    /**
     * Real times.
     *
     * @param lag how long the last tick has worked: so long what the operating system had ready waited at the most
     * @param longestLag the longest of these
     * @param inSteps how long the steps of tasks have taken together
     * @param longestStep the longest of them
     */
    public record Times(Duration lag, Duration longestLag, Duration inSteps, Duration longestStep) {}
}
