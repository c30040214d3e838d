package dev.heddle.net;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.engine.EngineSocket;
import dev.heddle.io.BufferedInput;
import dev.heddle.io.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of two sockets. Each method that returns a coroutine is a suspension point when awaited, which suspends only
 * if the call would block; now and then one that would not lets other tasks run first. What such a method declares to throw is
 * thrown by the await. The object that {@link #read(ByteBuffer)} and {@link #write(ByteBuffer)} return may be one that the
 * stream has used before: it is to be awaited before the next call of its kind, as a coroutine usually is.
 *
 * <p>One task may read while another writes. Two that read, or two that write, are refused with an
 * {@link IllegalStateException} that names the first. When the stream is closed under a waiting operation, that one fails
 * with an {@link AsynchronousCloseException}; every later one fails with a
 * {@link java.nio.channels.ClosedChannelException}. Confined to the loop it was opened on.
 */
public abstract sealed class SocketStream extends BufferedInput implements ByteStream permits TcpStream {
    final EngineSocket socket;
    final Direction input;
    final Direction output;

    /** See {@link SocketOperation}; null while they are in use. */
    @Nullable
    ReadOperation spareRead;

    @Nullable
    WriteOperation spareWrite;

    /** A stream over a socket that is connected. */
    SocketStream(EngineSocket socket) {
        this.socket = socket;
        this.input = new Direction(socket, "read");
        this.output = new Direction(socket, "write");
    }

    @Override
    public final Coroutine<Integer> read(ByteBuffer target) throws IOException {
        return ReadOperation.of(this, target);
    }

    @Override
    protected final Coroutine<Integer> receive(ByteBuffer target) {
        return ReadOperation.ofSocket(this, target);
    }

    @Override
    protected final void requireReadable() throws IOException {
        input.requireFree();
    }

    final int readAhead(ByteBuffer target) {
        return takeAhead(target);
    }

    @Override
    public final Coroutine<Void> write(ByteBuffer source) throws IOException {
        return WriteOperation.of(this, source);
    }

    @Override
    public final Coroutine<Void> write(ByteBuffer... sources) throws IOException {
        return new GatheringWrite(this, sources);
    }

    @Override
    @Async
    public final Coroutine<Void> shutdownOutput() throws IOException {
        output.requireFree();
        socket.shutdownOutput();
        return done();
    }

    /**
     * Closes the connection without waiting, in a cancelled task too. {@link CloseReason#COMPLETED} ends the output in
     * order; {@link CloseReason#FAILED} resets the connection, so that the peer does not take what was cut off for the whole.
     */
    @Override
    public final Coroutine<Void> closeAsync(CloseReason reason) {
        return new CloseOperation(() -> closeNow(reason));
    }

    /** Closes the connection, outside of tasks too; the second call does nothing. */
    final void closeNow(CloseReason reason) throws IOException {
        if (!socket.isOpen()) {
            return;
        }
        input.abort(new AsynchronousCloseException());
        output.abort(new AsynchronousCloseException());
        try {
            if (reason == CloseReason.FAILED) {
                socket.resetOnClose();
            }
        } finally {
            socket.close();
        }
    }

    /** True until this end is closed. */
    public final boolean isOpen() {
        return socket.isOpen();
    }
}
