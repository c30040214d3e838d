package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Leaf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a child that is being started says "ready" to, as trio's {@code task_status}. Until then it is a task of a scope that
 * only the start itself has; then it moves to the scope it is meant for. Confined to the loop thread.
 *
 * @param <T> what it hands over with that
 */
public final class Startup<T extends @Nullable Object> {
    private final TaskScope target;
    private @Nullable Task<?> task;
    private @Nullable Ready wait;
    private boolean ready;
    private @Nullable T value;

    private Startup(TaskScope target) {
        this.target = target;
    }

    @Async
    static <T extends @Nullable Object> Coroutine<T> run(TaskScope target, String name, StartBody<T> body) {
        Startup<T> startup = new Startup<>(target);
        TaskScope scope =
                TaskScope.open(ScopeOptions.defaults().named("start of " + name).policy(ScopePolicy.COLLECT));
        try (scope) {
            startup.task = scope.spawn(name, startup.coroutineOf(body));
            await(startup.new Ready(startup.task));
            if (!startup.ready) {
                await(startup.task);
                throw new IllegalStateException(startup.task + " has ended without saying that it is ready");
            }
        }
        return done(startup.result());
    }

    private Coroutine<?> coroutineOf(StartBody<T> body) {
        try {
            return body.in(this);
        } catch (Exception failure) {
            throw Loop.<RuntimeException>sneaky(failure);
        }
    }

    /**
     * Tells the one who awaits the start that this task is ready. Does nothing if the task has been cancelled. No suspension
     * point.
     *
     * @throws IllegalStateException if it has been told before, or the scope that the task is for has been closed
     */
    public void ready(T value) {
        Task<?> starting = Objects.requireNonNull(task);
        starting.loop().confine("ready");
        if (ready) {
            throw new IllegalStateException(starting + " has said before that it is ready");
        }
        if (starting.cancelReason() != null) {
            return;
        }
        target.children.adopt(starting);
        ready = true;
        this.value = value;
        if (wait != null) {
            wait.over();
        }
    }

    @SuppressWarnings("NullAway") // T admits null where the task gives it
    private T result() {
        return value;
    }

    /** The wait for the task to be ready or to end. */
    private final class Ready extends Leaf<@Nullable Void> {
        private final TaskWatch watch;

        Ready(Task<?> task) {
            watch = new TaskWatch(task, ended -> over());
        }

        void over() {
            if (isWaiting()) {
                watch.forget();
                complete(null);
            }
        }

        @Override
        protected Object begin() {
            wait = this;
            Object suspended = suspended();
            watch.watch();
            return suspended;
        }

        @Override
        protected boolean withdraw() {
            watch.forget();
            return true;
        }

        @Override
        protected Waitable waitable() {
            return watch.task;
        }

        @Override
        public String toString() {
            return watch.task + " to be ready";
        }
    }
}
