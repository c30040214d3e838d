package dev.heddle.net;

import dev.heddle.coroutine.Frame;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one byte at a time until the end of the stream, counting bytes and suspensions. */
final class ReadSinglyFrame extends Frame<Integer> {
    private final TcpStream stream;
    private final ByteBuffer buffer = ByteBuffer.allocate(1);
    private int bytes;
    private int suspensions;

    ReadSinglyFrame(TcpStream stream) {
        this.stream = stream;
    }

    int suspensions() {
        return suspensions;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        Object result = value;
        boolean resumed = state == 1;
        while (true) {
            if (resumed && (Integer) Objects.requireNonNull(result) < 0) {
                return bytes;
            }
            bytes += resumed ? 1 : 0;
            result = ((Frame<?>) stream.read(buffer.clear())).start();
            resumed = true;
            if (result instanceof Frame<?> suspended) {
                suspensions++;
                state = 1;
                suspended.caller = this;
                return this;
            }
        }
    }
}
