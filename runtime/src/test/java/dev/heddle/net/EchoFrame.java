package dev.heddle.net;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.coroutine.Frame;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes back until the end of the stream, then closes. What {@code while (await(read) >= 0) await(write)} is. */
final class EchoFrame extends Frame<Void> {
    private static final int READ = 1;
    private static final int WRITTEN = 2;
    private static final int CLOSED = 3;

    private final TcpStream stream;
    private final ByteBuffer buffer = ByteBuffer.allocate(512);

    EchoFrame(TcpStream stream) {
        this.stream = stream;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        int next = state == STARTED ? WRITTEN : state;
        Object result = value;
        while (next != CLOSED) {
            Frame<?> operation;
            if (next == WRITTEN) {
                operation = (Frame<?>) stream.read(buffer.clear());
                next = READ;
            } else if ((Integer) Objects.requireNonNull(result) >= 0) {
                operation = (Frame<?>) stream.write(buffer.flip());
                next = WRITTEN;
            } else {
                operation = (Frame<?>) stream.closeAsync(CloseReason.COMPLETED);
                next = CLOSED;
            }
            result = operation.start();
            if (result instanceof Frame<?> suspended) {
                state = next;
                suspended.caller = this;
                return this;
            }
        }
        return null;
    }
}
