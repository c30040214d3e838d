package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;

import dev.heddle.annotation.Async;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for several tasks that leave the tasks alone. Stateless. */
final class TaskWaits {
    private TaskWaits() {}

    /** Until a task has ended that is {@code enough}, or all have. */
    @Async
    static <T extends @Nullable Object> Coroutine<Waited<T>> until(
            Predicate<? super Task<T>> enough, List<Task<T>> tasks) {
        Endings<T> endings = new Endings<>(tasks);
        try {
            while (!endings.isOver()) {
                if (enough.test(await(endings.next()))) {
                    break;
                }
            }
        } finally {
            endings.forget();
        }
        return done(new Waited<>(
                tasks.stream().filter(Task::isDone).toList(),
                tasks.stream().filter(task -> !task.isDone()).toList()));
    }

    @Async
    static <T extends @Nullable Object> AsyncStream<Task<T>> inOrderOfEnd(List<Task<T>> tasks) {
        Endings<T> endings = new Endings<>(tasks);
        try {
            while (!endings.isOver()) {
                emit(await(endings.next()));
            }
        } finally {
            endings.forget();
        }
        return end();
    }
}
