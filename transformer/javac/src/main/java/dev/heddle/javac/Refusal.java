package dev.heddle.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;

/** Makes a compilation fail, with one error at the first file that is read. Confined to the thread of the compiler. */
final class Refusal implements TaskListener {
    private final JavacTask task;
    private final String message;

    Refusal(JavacTask task, String message) {
        this.task = task;
        this.message = message;
    }

    @Override
    public void finished(TaskEvent event) {
        if (event.getKind() == TaskEvent.Kind.PARSE) {
            new Messages(task).error(message, event.getSourceFile());
            task.removeTaskListener(this);
        }
    }
}
