package dev.heddle;

/** The tree of tasks in words: who runs in which scope and waits for what. Stateless. */
final class TaskReport {
    private TaskReport() {}

    /** One line for each task below {@code scope}, each after a line break, indented by depth. */
    static String of(TaskScope scope) {
        StringBuilder text = new StringBuilder();
        append(text, scope, "\n  ");
        return text.toString();
    }

    private static void append(StringBuilder text, TaskScope scope, String indent) {
        for (Task<?> task = scope.children.first(); task != null; task = task.nextSibling) {
            text.append(indent).append(task.activity());
            for (TaskScope open = task.innermost; open != null; open = open.outer) {
                append(text, open, indent + "  ");
            }
        }
    }
}
