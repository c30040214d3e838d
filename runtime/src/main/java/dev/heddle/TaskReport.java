package dev.heddle;

/**
 * The tree of tasks in words: who runs in which scope and waits for what. Long lists and deep trees are cut.
 *
 * <p>Confined to the loop thread.
 */
final class TaskReport {
    private static final int MOST_LINES = 200;
    private static final int DEEPEST = 50;

    private final StringBuilder text = new StringBuilder();
    private int lines;

    private TaskReport() {}

    /** One line for each task below {@code scope}, each after a line break, indented by depth. */
    static String of(TaskScope scope) {
        TaskReport report = new TaskReport();
        report.append(scope, 1);
        return report.text.toString();
    }

    private void append(TaskScope scope, int depth) {
        for (Task<?> task = scope.children.first(); task != null; task = task.nextSibling) {
            text.append('\n').append("  ".repeat(depth));
            if (++lines > MOST_LINES || depth > DEEPEST) {
                text.append("...");
                return;
            }
            text.append(task.activity());
            for (TaskScope open = task.firstOpenScope(); open != null; open = open.outer) {
                append(open, depth + 1);
            }
        }
    }
}
