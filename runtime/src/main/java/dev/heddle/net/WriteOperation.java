package dev.heddle.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands all bytes of a buffer to the operating system. A stream uses it again and again, see {@link SocketOperation}.
 * Confined to the loop thread.
 */
final class WriteOperation extends SocketOperation<Void> {
    /** A reader as fast as we are must not keep the loop in one write for ever; the rest is written after a poll. */
    static final int CALLS_IN_A_ROW = 16;

    private final SocketStream stream;

    /** Null while this rests. */
    private @Nullable ByteBuffer source;

    private WriteOperation(SocketStream stream) {
        super(stream.output);
        this.stream = stream;
    }

    /** A cold write. */
    static WriteOperation of(SocketStream stream, ByteBuffer source) {
        WriteOperation write = next(stream);
        write.source = source;
        return write;
    }

    private static WriteOperation next(SocketStream stream) {
        WriteOperation again = again(stream.spareWrite, stream.output);
        if (again == null) {
            return new WriteOperation(stream);
        }
        stream.spareWrite = null;
        return again;
    }

    @Override
    void rest() {
        source = null;
        stream.spareWrite = this;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        ByteBuffer rest = Objects.requireNonNull(source);
        for (int calls = 0; rest.hasRemaining(); calls++) {
            int count = calls == CALLS_IN_A_ROW ? 0 : stream.socket.write(rest);
            if (count == 0) {
                return WOULD_BLOCK;
            }
            stream.countWritten(count);
        }
        return null;
    }

    @Override
    void arm() throws IOException {
        stream.socket.awaitWritable(this);
    }

    @Override
    public String toString() {
        return "write to " + stream.socket;
    }
}
