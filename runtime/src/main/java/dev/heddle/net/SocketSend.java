package dev.heddle.net;

import dev.heddle.engine.EngineChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends a socket to the process at the other end. Confined to the loop thread. */
final class SocketSend extends SocketOperation<Void> {
    /** What is to be sent. */
    @FunctionalInterface
    interface Passed {
        /** The socket, if it may be sent now. */
        EngineChannel socket() throws IOException;
    }

    private final UnixStream stream;
    private final Passed passed;

    /** A cold send. */
    SocketSend(UnixStream stream, Passed passed) {
        super(stream.output);
        this.stream = stream;
        this.passed = passed;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        if (!stream.socket.sendSocket(passed.socket())) {
            return WOULD_BLOCK;
        }
        stream.countWritten(1);
        return null;
    }

    @Override
    void arm() throws IOException {
        stream.socket.awaitWritable(this);
    }

    @Override
    public String toString() {
        return "send of a socket to " + stream.socket;
    }
}
