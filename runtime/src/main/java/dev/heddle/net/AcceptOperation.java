package dev.heddle.net;

import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the next connection. While the system cannot give one out, for lack of descriptors for example, the listener stays
 * ready without a connection to be had; the operation then tries again by timer, at intervals that double, instead of
 * spinning. Confined to the loop thread.
 */
final class AcceptOperation extends SocketOperation<TcpStream> {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EngineListener listener;
    private long pauseNanos;

    AcceptOperation(Direction input, EngineListener listener) {
        super(input);
        this.listener = listener;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        try {
            EngineSocket connection = listener.accept();
            pauseNanos = 0;
            return connection == null ? WOULD_BLOCK : new TcpStream(connection);
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException exhausted) {
            pauseNanos = pauseNanos == 0 ? FIRST_PAUSE_NANOS : Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            return WOULD_BLOCK;
        }
    }

    @Override
    void arm() throws IOException {
        if (pauseNanos == 0) {
            listener.awaitReadable(this);
        } else {
            wakeAt(engine().nanos() + pauseNanos);
        }
    }

    @Override
    boolean disarm() {
        if (isScheduled()) {
            cancelTimer();
            return true;
        }
        return super.disarm();
    }

    @Override
    protected void expired() {
        ready();
    }

    @Override
    public String toString() {
        return "accept at " + listener;
    }
}
