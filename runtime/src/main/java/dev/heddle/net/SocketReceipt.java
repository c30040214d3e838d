package dev.heddle.net;

import dev.heddle.engine.EngineChannel;
import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Takes a socket that the process at the other end has sent. Confined to the loop thread. */
final class SocketReceipt<S> extends SocketOperation<S> {
    /** Makes what a program gets of a socket that came. */
    @FunctionalInterface
    interface Maker<S> {
        /** Null if the socket is of another kind than was asked for. */
        @Nullable
        S over(EngineChannel passed) throws IOException;
    }

    private final UnixStream stream;
    private final String expected;
    private final Maker<S> maker;

    /** A cold receipt; {@code expected} names in messages what is asked for. */
    SocketReceipt(UnixStream stream, String expected, Maker<S> maker) {
        super(stream.input);
        this.stream = stream;
        this.expected = expected;
        this.maker = maker;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        if (stream.buffered() > 0) {
            throw new IllegalStateException(stream + " has read " + stream.buffered() + " bytes ahead where " + expected
                    + " was expected: what came with them is lost");
        }
        EngineChannel passed = stream.socket.receiveSocket();
        if (passed == null) {
            return WOULD_BLOCK;
        }
        stream.countRead(1);
        try {
            S made = maker.over(passed);
            if (made == null) {
                throw new ProtocolException(expected + " was expected, and " + passed + " has come");
            }
            return made;
        } catch (Throwable failure) {
            passed.close();
            throw failure;
        }
    }

    @Override
    void arm() throws IOException {
        stream.socket.awaitReadable(this);
    }

    @Override
    public String toString() {
        return "receipt of " + expected + " from " + stream.socket;
    }
}
