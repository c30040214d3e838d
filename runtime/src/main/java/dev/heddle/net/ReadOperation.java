package dev.heddle.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves what is there, at least one byte, into a buffer. A stream uses it again and again, see {@link SocketOperation}.
 * Confined to the loop thread.
 */
final class ReadOperation extends SocketOperation<Integer> {
    private final SocketStream stream;

    /** Null while this rests. */
    private @Nullable ByteBuffer target;

    /** Whether bytes that were read ahead come first. */
    private boolean looksAhead;

    /** The last count, which is often the next one as well. */
    private Integer latest = 0;

    private ReadOperation(SocketStream stream) {
        super(stream.input);
        this.stream = stream;
    }

    /** A cold read of bytes read ahead or, if there are none, from the socket. */
    static ReadOperation of(SocketStream stream, ByteBuffer target) {
        ReadOperation read = next(stream);
        read.target = target;
        read.looksAhead = true;
        return read;
    }

    /** A cold read from the socket. */
    static ReadOperation ofSocket(SocketStream stream, ByteBuffer target) {
        ReadOperation read = next(stream);
        read.target = target;
        read.looksAhead = false;
        return read;
    }

    private static ReadOperation next(SocketStream stream) {
        ReadOperation again = again(stream.spareRead, stream.input);
        if (again == null) {
            return new ReadOperation(stream);
        }
        stream.spareRead = null;
        return again;
    }

    @Override
    void rest() {
        target = null;
        stream.spareRead = this;
    }

    /** The system has given less than there was space for: what came since then makes the socket ready. */
    @Override
    boolean isWorthTrying() {
        return !stream.isDrained
                || looksAhead && stream.buffered() > 0
                || !Objects.requireNonNull(target).hasRemaining();
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        ByteBuffer space = Objects.requireNonNull(target);
        if (!space.hasRemaining()) {
            return 0;
        }
        int count = looksAhead ? stream.readAhead(space) : 0;
        if (count == 0) {
            int wanted = space.remaining();
            count = stream.socket.read(space);
            stream.countRead(count);
            stream.isDrained = 0 <= count && count < wanted;
        }
        return count == 0 ? WOULD_BLOCK : boxed(count);
    }

    private Integer boxed(int count) {
        if (latest != count) {
            latest = count;
        }
        return latest;
    }

    @Override
    void arm() throws IOException {
        stream.socket.awaitReadable(this);
    }

    @Override
    public String toString() {
        return "read from " + stream.socket;
    }
}
