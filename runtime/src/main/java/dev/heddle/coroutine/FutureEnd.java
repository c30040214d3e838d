package dev.heddle.coroutine;

import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Waiter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The wait for a future as a case of a select. The future keeps its outcome whoever looks at it, so a wait that is given up
 * has lost nothing.
 *
 * <p>A future may outlive any number of selects, and must not keep a callback of each. {@link CompletableFuture#anyOf} takes
 * back what it has left with the others when one of them is done: so the future is asked together with {@code leaving}. That
 * works for the JDK's own futures; one of another class keeps its callbacks until it is done.
 *
 * <p>Confined to the loop thread, except {@link #accept}: any thread.
 */
public final class FutureEnd<T extends @Nullable Object> extends Waiter<T>
        implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final CompletionStage<T> stage;
    private final Scheduler home = Scheduler.current();
    private final CompletableFuture<@Nullable Void> leaving = new CompletableFuture<>();
    private boolean waits;

    /** A cold wait, made on the loop on which it will be. */
    public FutureEnd(CompletionStage<T> stage) {
        this.stage = Objects.requireNonNull(stage, "stage");
    }

    @Override
    protected @Nullable Object attempt() throws Throwable {
        CompletableFuture<?> done = Futures.ifDone(stage);
        return done == null ? NOT_YET : Futures.outcome(done);
    }

    @Override
    protected void enqueue() {
        waits = true;
        try {
            if (stage.getClass() == CompletableFuture.class) {
                CompletableFuture.anyOf((CompletableFuture<?>) stage, leaving).whenComplete(this);
            } else {
                stage.whenComplete(this);
            }
        } catch (Throwable refusal) {
            accept(null, refusal);
        }
    }

    /** By a message even on the loop's own thread, where the other cases may not wait yet. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        if (!leaving.isDone()) {
            home.execute(() -> deliver(value, failure));
        }
    }

    @SuppressWarnings("unchecked") // what a future of T has brought
    private void deliver(@Nullable Object value, @Nullable Throwable failure) {
        if (!waits) {
            return;
        }
        waits = false;
        if (failure == null) {
            serve((T) value);
        } else {
            refuse(Futures.original(failure));
        }
    }

    @Override
    protected void dequeue() {
        waits = false;
        leaving.complete(null);
    }

    @Override
    public String toString() {
        return "future " + stage;
    }
}
