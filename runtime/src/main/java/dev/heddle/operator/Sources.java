package dev.heddle.operator;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable;
import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.List;

/** Several streams that are closed as one; what one throws does not keep the others from being closed. Immutable. */
public record Sources(List<? extends AsyncStream<?>> streams) implements AsyncCloseable {
    @Override
    public void close() {
        throw new AssertionError("only woven code closes " + this);
    }

    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        Failures failures = new Failures(null);
        for (AsyncStream<?> stream : streams) {
            try {
                await(stream.closeAsync(reason));
            } catch (Throwable failure) {
                failures.add(failure);
            }
        }
        failures.throwIfAny();
        return done();
    }
}
