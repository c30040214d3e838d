package dev.heddle.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Waits until there is something to read. What has not been read ahead only the system knows of, so it is asked even if
 * something may have been left there. A stream uses it again and again, see {@link SocketOperation}. Confined to the loop
 * thread.
 */
final class ReadableOperation extends SocketOperation<Void> {
    private final SocketStream stream;

    private ReadableOperation(SocketStream stream) {
        super(stream.input);
        this.stream = stream;
    }

    /** A cold wait. */
    static ReadableOperation of(SocketStream stream) {
        ReadableOperation again = again(stream.spareReadable, stream.input);
        if (again == null) {
            return new ReadableOperation(stream);
        }
        stream.spareReadable = null;
        return again;
    }

    @Override
    void rest() {
        stream.spareReadable = this;
    }

    @Override
    boolean isWorthTrying() {
        return stream.buffered() > 0;
    }

    @Override
    @Nullable
    Object attempt() {
        stream.isDrained &= stream.buffered() > 0;
        return null;
    }

    @Override
    void arm() throws IOException {
        stream.socket.awaitReadable(this);
    }

    @Override
    public String toString() {
        return "wait for input of " + stream.socket;
    }
}
