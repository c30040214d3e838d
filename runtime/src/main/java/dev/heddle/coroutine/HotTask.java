package dev.heddle.coroutine;

import dev.heddle.Cancelled;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The body of the task behind a method that returns a future and was called inside a loop: passes the outcome to the future
 * and ends normally. Confined to the loop thread.
 */
final class HotTask<T extends @Nullable Object> extends Frame<@Nullable Void> {
    private static final int BODY_ENDED = 1;

    private final CompletableFuture<T> future;
    private final Frame<T> body;

    HotTask(Frame<T> body, CompletableFuture<T> future) {
        this.future = future;
        this.body = body;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
        if (state == BODY_ENDED) {
            return end(value, failure);
        }
        Object result;
        try {
            result = body.start();
        } catch (Throwable thrown) {
            return end(null, thrown);
        }
        Frame<?> callee = Awaits.suspended(result);
        return callee != null ? Awaits.suspend(callee, this, BODY_ENDED) : end(Awaits.unboxed(result), null);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object end(@Nullable Object value, @Nullable Throwable failure) {
        if (failure instanceof Cancelled) {
            future.cancel(false);
        } else if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.complete((T) value);
        }
        return null;
    }

    @Override
    public String toString() {
        return body.toString();
    }
}
