package dev.heddle.net;

import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead until a line is complete, and only then takes it, so that nothing is lost when it is cancelled before. Confined
 * to the loop thread.
 */
final class ReadLineOperation extends SocketOperation<@Nullable String> {
    private final EngineSocket socket;
    private final InputBuffer ahead;
    private final int limit;

    ReadLineOperation(Direction input, EngineSocket socket, InputBuffer ahead, int limit) {
        super(input);
        this.socket = socket;
        this.ahead = ahead;
        this.limit = limit;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        while (true) {
            String line = ahead.takeLine(limit);
            if (line != null) {
                return line;
            }
            int count = ahead.fill(socket);
            if (count == 0) {
                return WOULD_BLOCK;
            }
            if (count < 0) {
                return ahead.takeRest();
            }
        }
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
