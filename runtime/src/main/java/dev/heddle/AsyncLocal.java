package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to what a task is doing, and that need not be handed from method to method: the user of a request, a
 * deadline of one's own, the name for the log. It is bound for the time of a coroutine, and what is spawned meanwhile
 * inherits it, as callbacks and blocking calls do that are handed over meanwhile; nobody can change it for others.
 *
 * <pre>{@code
 * static final AsyncLocal<String> USER = AsyncLocal.of("nobody");
 *
 * await(USER.with("alice", handle(request)));
 * }</pre>
 *
 * <p>A task that binds and inherits nothing pays nothing. Reading takes time in the number of bindings around, which are
 * few. Immutable; each value is confined to the loop thread of its tasks.
 *
 * @param <T> the value
 */
public final class AsyncLocal<T extends @Nullable Object> {
    /** One binding and those around it. Immutable, hence shared by the tasks that inherit it. */
    static final class Binding {
        private final AsyncLocal<?> local;
        private final @Nullable Object value;
        private final @Nullable Binding outer;

        private Binding(AsyncLocal<?> local, @Nullable Object value, @Nullable Binding outer) {
            this.local = local;
            this.value = value;
            this.outer = outer;
        }
    }

    /** What callbacks have taken along, and calls on other threads. */
    private static final ThreadLocal<@Nullable Binding> OUTSIDE_TASKS = new ThreadLocal<>();

    /** True once anything was bound. Whoever has got a binding has got this, too, and who reads false in a race has none. */
    private static boolean used;

    private final T initial;

    private AsyncLocal(T initial) {
        this.initial = initial;
    }

    /** A new one, with the value that it has wherever it is not bound. */
    public static <T extends @Nullable Object> AsyncLocal<T> of(T initial) {
        return new AsyncLocal<>(initial);
    }

    /**
     * The value that is bound where the running task stands; in a callback, and in a blocking call on another thread, where it
     * was handed over. The initial one if none is.
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // with() binds values of T, which admits null where they may be null
    public T get() {
        for (Binding each = bindingsHere(); each != null; each = each.outer) {
            if (each.local == this) {
                return (T) each.value;
            }
        }
        return initial;
    }

    /** The innermost binding of the running task, or of what runs outside of tasks; null if there is none. Any thread. */
    static @Nullable Binding bindingsHere() {
        if (!used) {
            return null;
        }
        Scheduler here = Scheduler.currentOrNull();
        return here != null && here.running() instanceof Task<?> task ? task.bindings() : OUTSIDE_TASKS.get();
    }

    /** Sets the innermost binding of what runs on this thread outside of tasks; returns the one before. Any thread. */
    static @Nullable Binding bindOutsideTasks(@Nullable Binding innermost) {
        Binding before = OUTSIDE_TASKS.get();
        if (innermost != null) {
            OUTSIDE_TASKS.set(innermost);
        } else if (before != null) {
            OUTSIDE_TASKS.remove();
        }
        return before;
    }

    /**
     * Runs a coroutine in the same task with another value. Tasks that are spawned meanwhile, by this task, inherit the value
     * and keep it; when the coroutine has ended, however it did, the task has the value that it had before.
     *
     * <p>A suspension point where it is awaited; cancellation reaches the coroutine.
     */
    @Async
    public <R extends @Nullable Object> Coroutine<R> with(T value, Coroutine<R> coroutine) {
        used = true;
        Task<?> task = Task.current();
        Binding before = task.bindings();
        task.bind(new Binding(this, value, before));
        try {
            return done(await(coroutine));
        } finally {
            task.bind(before);
        }
    }
}
