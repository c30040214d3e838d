package dev.heddle.net;

import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads ahead: at least one byte more, or -1 at the end of the stream. Confined to the loop thread. */
final class FillOperation extends SocketOperation<Integer> {
    private final EngineSocket socket;
    private final InputBuffer ahead;

    FillOperation(Direction input, EngineSocket socket, InputBuffer ahead) {
        super(input);
        this.socket = socket;
        this.ahead = ahead;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        int count = ahead.fill(socket);
        return count == 0 ? WOULD_BLOCK : count;
    }

    @Override
    void arm() throws IOException {
        socket.awaitReadable(this);
    }

    @Override
    public String toString() {
        return "read of a line from " + socket;
    }
}
