package dev.heddle;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body in a scope of its own and closes the scope: what javac and the weaver make of a try-with-resources.
 *
 * <p>Confined to the loop thread.
 */
class ScopedFrame<T extends @Nullable Object> extends Frame<T> {
    private static final int BODY_ENDED = 1;
    private static final int CLOSED = 2;

    private final ScopeOptions options;
    private final ScopeBody<T> body;
    private @Nullable TaskScope scope;
    private @Nullable Object result;
    private @Nullable Throwable failure;

    ScopedFrame(ScopeOptions options, ScopeBody<T> body) {
        this.options = options;
        this.body = body;
    }

    @Override
    protected final @Nullable Object resume(@Nullable Object value, @Nullable Throwable thrown) throws Throwable {
        return switch (state) {
            case STARTED -> runBody();
            case BODY_ENDED -> close(value, thrown);
            case CLOSED -> end(thrown);
            default -> throw new AssertionError(state);
        };
    }

    private @Nullable Object runBody() throws Throwable {
        TaskScope opened = TaskScope.open(options);
        scope = opened;
        Object value;
        try {
            value = Awaits.await(body.in(opened));
        } catch (Throwable thrown) {
            return close(null, thrown);
        }
        Frame<?> callee = Awaits.suspended(value);
        return callee != null ? Awaits.suspend(callee, this, BODY_ENDED) : close(Awaits.unboxed(value), null);
    }

    private @Nullable Object close(@Nullable Object value, @Nullable Throwable thrown) throws Throwable {
        result = value;
        failure = thrown;
        Object closed;
        try {
            closed = Awaits.await(scope().closeAsync(thrown == null ? CloseReason.COMPLETED : CloseReason.FAILED));
        } catch (Throwable fromClose) {
            return end(fromClose);
        }
        Frame<?> callee = Awaits.suspended(closed);
        return callee != null ? Awaits.suspend(callee, this, CLOSED) : end(null);
    }

    private @Nullable Object end(@Nullable Throwable fromClose) throws Throwable {
        Throwable thrown = failure;
        if (thrown == null) {
            thrown = fromClose;
        } else if (fromClose != null) {
            thrown.addSuppressed(fromClose);
        }
        if (thrown != null) {
            throw failure(thrown);
        }
        return Awaits.result(result(result));
    }

    /** The scope, once it has been opened. */
    final TaskScope scope() {
        return Objects.requireNonNull(scope);
    }

    /** What the whole ends with when the body has ended with {@code value}. */
    @Nullable
    Object result(@Nullable Object value) {
        return value;
    }

    /** What the whole throws when the scope was left with {@code thrown}. */
    Throwable failure(Throwable thrown) {
        return thrown;
    }
}
