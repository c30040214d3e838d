package dev.heddle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a loop were doing at one moment: a tree of tasks and of the scopes that are open in them, with what each
 * waits for and where. Made by {@link Loop#dump}. As text it is what {@link #toString} gives. Immutable.
 *
 * @param loop the name of the loop
 * @param tasks those of the root scope
 * @param omitted how many tasks are not shown since there are too many, or too deep ones
 */
public record LoopDump(String loop, List<OneTask> tasks, int omitted) {
    /**
     * A task that has not ended.
     *
     * @param waitsFor what it waits for, in words; null if it does not wait
     * @param cancelled why it was cancelled, in words; null if it was not
     * @param spawnedAt who has spawned it; null unless the loop is in debug mode
     * @param frames where it waits: the method that awaits, the one that awaits it, and so on
     * @param scopes those open in its body, from the innermost to the outermost
     */
    public record OneTask(
            String name,
            Task.State state,
            @Nullable String waitsFor,
            @Nullable String cancelled,
            @Nullable StackTraceElement spawnedAt,
            List<OneFrame> frames,
            List<OneScope> scopes) {}

    /**
     * A method that waits.
     *
     * @param position the method and the line of the await
     * @param variables name to value, as text, of its variables that it will still need; empty unless the loop is in debug
     *     mode
     */
    public record OneFrame(StackTraceElement position, Map<String, String> variables) {}

    /**
     * A scope and the tasks in it.
     *
     * @param name null if it has none
     * @param timeLeft until its own deadline; null if it has none
     */
    public record OneScope(@Nullable String name, @Nullable Duration timeLeft, List<OneTask> tasks) {}

    /**
     * The same as JSON: objects with the names of the components of these records, without those that are null. A position is
     * an object with {@code method}, {@code file} and {@code line}.
     */
    public String json() {
        return DumpJson.of(this);
    }

    /** One line for each task, indented by depth, and below it one for each method that waits. */
    @Override
    public String toString() {
        return "loop `" + loop + "`" + DumpText.of(this);
    }
}
