package dev.heddle.net;

import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hands all bytes of a buffer to the operating system. Confined to the loop thread. */
final class WriteOperation extends SocketOperation<Void> {
    /** A reader as fast as we are must not keep the loop in one write for ever; the rest is written after a poll. */
    private static final int CALLS_IN_A_ROW = 16;

    private final EngineSocket socket;
    private final ByteBuffer source;

    WriteOperation(Direction output, EngineSocket socket, ByteBuffer source) {
        super(output);
        this.socket = socket;
        this.source = source;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        for (int calls = 0; source.hasRemaining(); calls++) {
            if (calls == CALLS_IN_A_ROW || socket.write(source) == 0) {
                return WOULD_BLOCK;
            }
        }
        return null;
    }

    @Override
    void arm() throws IOException {
        socket.awaitWritable(this);
    }

    @Override
    public String toString() {
        return "write to " + socket;
    }
}
