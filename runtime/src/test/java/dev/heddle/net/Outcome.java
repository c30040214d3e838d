package dev.heddle.net;

import dev.heddle.Coroutine;
import dev.heddle.coroutine.Frame;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Awaits a coroutine and puts its outcome into a future; it never fails itself. */
final class Outcome<T> extends Frame<T> {
    private final Coroutine<T> body;
    private final CompletableFuture<T> future;

    Outcome(Coroutine<T> body, CompletableFuture<T> future) {
        this.body = body;
        this.future = future;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
        Object result = value;
        Throwable thrown = failure;
        if (state == STARTED) {
            try {
                result = ((Frame<?>) body).start();
                if (result instanceof Frame<?> suspended) {
                    state = 1;
                    suspended.caller = this;
                    return this;
                }
            } catch (Throwable atOnce) {
                thrown = atOnce;
            }
        }
        if (thrown != null) {
            future.completeExceptionally(thrown);
        } else {
            future.complete((T) result);
        }
        return null;
    }
}
