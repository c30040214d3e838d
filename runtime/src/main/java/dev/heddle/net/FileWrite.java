package dev.heddle.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Hands a part of a file to the operating system. Confined to the loop thread. */
final class FileWrite extends SocketOperation<Long> {
    /** After so many bytes, others run before the next. */
    private static final long IN_A_ROW = 1024 * 1024;

    private final SocketStream stream;
    private final FileChannel source;
    private final long begin;
    private final long count;
    private long written;

    FileWrite(SocketStream stream, FileChannel source, long begin, long count) {
        super(stream.output);
        this.stream = stream;
        this.source = source;
        this.begin = begin;
        this.count = count;
    }

    @Override
    Object attempt() throws IOException {
        long turn = written + Math.min(IN_A_ROW, count - written);
        while (written < turn) {
            long moved = stream.socket.write(source, begin + written, turn - written);
            if (moved == 0) {
                requireMore();
                return WOULD_BLOCK;
            }
            written += moved;
            stream.countWritten(moved);
        }
        return written == count ? (Object) written : WOULD_BLOCK;
    }

    private void requireMore() throws IOException {
        if (begin + written >= source.size()) {
            throw new EOFException("the file ended after " + written + " of " + count + " bytes");
        }
    }

    @Override
    void arm() throws IOException {
        stream.socket.awaitWritable(this);
    }

    /** What has been sent is told: the operation ends with it, in a moment, and the cancellation comes at the next await. */
    @Override
    protected boolean withdraw() {
        if (written == 0) {
            return super.withdraw();
        }
        if (!isScheduled() && disarm()) {
            wakeAfter(0);
        }
        return false;
    }

    @Override
    protected void expired() {
        end(written);
    }

    @Override
    public String toString() {
        return "write of a file to " + stream.socket;
    }
}
