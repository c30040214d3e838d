package dev.heddle;

import java.util.stream.Collectors;

/** Writes a {@link LoopDump} for people. One use each. */
final class DumpText {
    private final StringBuilder text = new StringBuilder();

    private DumpText() {}

    /** The lines of all tasks, each after a line break. */
    static String of(LoopDump dump) {
        DumpText text = new DumpText();
        dump.tasks().forEach(task -> text.task(task, 1));
        if (dump.omitted() > 0) {
            text.line(1, "... and " + dump.omitted() + " more");
        }
        return text.text.toString();
    }

    private void line(int depth, String line) {
        text.append('\n').append("  ".repeat(depth)).append(line);
    }

    private void task(LoopDump.OneTask task, int depth) {
        line(depth, "`" + task.name() + "`" + doing(task));
        for (LoopDump.OneFrame frame : task.frames()) {
            line(depth + 2, "at " + frame.position() + variables(frame));
        }
        if (task.spawnedAt() != null) {
            line(depth + 2, "spawned at " + task.spawnedAt());
        }
        for (LoopDump.OneScope scope : task.scopes()) {
            scope(scope, depth + 1);
        }
    }

    private static String doing(LoopDump.OneTask task) {
        String doing = task.waitsFor() != null
                ? " waits for " + task.waitsFor()
                : task.state() == Task.State.SCHEDULED ? " has not begun" : "";
        return task.cancelled() == null ? doing : doing + " (cancelled: " + task.cancelled() + ")";
    }

    private static String variables(LoopDump.OneFrame frame) {
        return frame.variables().isEmpty()
                ? ""
                : frame.variables().entrySet().stream()
                        .map(variable -> variable.getKey() + " = " + variable.getValue())
                        .collect(Collectors.joining(", ", "  ", ""));
    }

    private void scope(LoopDump.OneScope scope, int depth) {
        int inside = depth;
        if (scope.name() != null || scope.timeLeft() != null) {
            line(
                    depth,
                    (scope.name() == null ? "a scope" : "scope `" + scope.name() + "`")
                            + (scope.timeLeft() == null ? "" : ", " + scope.timeLeft() + " left"));
            inside++;
        }
        for (LoopDump.OneTask task : scope.tasks()) {
            task(task, inside);
        }
    }
}
