package dev.heddle.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hands all bytes of several buffers to the operating system, many at a call. Confined to the loop thread. */
final class GatheringWrite extends SocketOperation<Void> {
    private final SocketStream stream;
    private final ByteBuffer[] sources;

    /** Those before it have been written. */
    private int next;

    GatheringWrite(SocketStream stream, ByteBuffer[] sources) {
        super(stream.output);
        this.stream = stream;
        this.sources = sources;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        skipWritten();
        for (int calls = 0; next < sources.length; calls++) {
            long count = calls == WriteOperation.CALLS_IN_A_ROW ? 0 : stream.socket.write(sources, next);
            if (count == 0) {
                return WOULD_BLOCK;
            }
            stream.countWritten(count);
            skipWritten();
        }
        return null;
    }

    private void skipWritten() {
        while (next < sources.length && !sources[next].hasRemaining()) {
            next++;
        }
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
