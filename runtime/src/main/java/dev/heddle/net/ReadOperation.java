package dev.heddle.net;

import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Moves what is there, at least one byte, into a buffer; bytes read ahead come first. Confined to the loop thread. */
final class ReadOperation extends SocketOperation<Integer> {
    private final EngineSocket socket;
    private final InputBuffer ahead;
    private final ByteBuffer target;

    ReadOperation(Direction input, EngineSocket socket, InputBuffer ahead, ByteBuffer target) {
        super(input);
        this.socket = socket;
        this.ahead = ahead;
        this.target = target;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        int buffered = ahead.transfer(target);
        if (buffered > 0) {
            return buffered;
        }
        int count = socket.read(target);
        return count == 0 ? WOULD_BLOCK : count;
    }

    @Override
    void arm() throws IOException {
        socket.awaitReadable(this);
    }

    @Override
    public String toString() {
        return "read from " + socket;
    }
}
