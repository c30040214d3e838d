package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.PipeOutput;
import dev.heddle.scheduling.BlockingCall;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;

/**
 * An {@link OutputStream} that blocks, written to by another thread, up to {@value #AT_ONCE} bytes at a time and flushed. A
 * write that is cancelled waits for the end of the piece that is being written.
 *
 * <p>One loop at a time may use it; confined to that loop's thread.
 */
final class StreamOutput implements PipeOutput {
    private static final int AT_ONCE = 8 * 1024;

    private final Supplier<? extends OutputStream> stream;
    private final String name;
    private boolean writing;
    private boolean closed;

    /** {@code stream} is asked for the stream for each piece. */
    StreamOutput(Supplier<? extends OutputStream> stream, String name) {
        this.stream = stream;
        this.name = name;
    }

    @Override
    @Async
    public Coroutine<Void> write(ByteBuffer source) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (writing) {
            throw new IllegalStateException("another task writes to " + name + " already: only one task at a time can");
        }
        writing = true;
        try {
            while (source.hasRemaining()) {
                byte[] piece = new byte[Math.min(AT_ONCE, source.remaining())];
                source.get(source.position(), piece);
                await(new BlockingCall<>(BlockingCall.Manner.FINISHED, () -> {
                    OutputStream target = stream.get();
                    target.write(piece);
                    target.flush();
                    return piece.length;
                }));
                source.position(source.position() + piece.length);
            }
        } finally {
            writing = false;
        }
        return done();
    }

    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        if (!closed) {
            closed = true;
            await(new BlockingCall<>(BlockingCall.Manner.SHIELDED, () -> {
                stream.get().close();
                return name;
            }));
        }
        return done();
    }

    @Override
    public String toString() {
        return name;
    }
}
