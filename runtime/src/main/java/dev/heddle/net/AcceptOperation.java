package dev.heddle.net;

import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the next connection. While the system cannot give one out, for lack of descriptors for example, the listener stays
 * ready without a connection to be had; the operation then tries again by timer, at intervals that double, instead of
 * spinning, and after some tries resets who waits. Confined to the loop thread.
 */
final class AcceptOperation<S extends SocketStream> extends SocketOperation<S> {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A shortage may be over soon; so many times those who wait are left in the queue. */
    private static final int TRIES_BEFORE_SHEDDING = 5;

    private final SocketListener<S> listener;

    AcceptOperation(Direction input, SocketListener<S> listener) {
        super(input);
        this.listener = listener;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        while (true) {
            EngineSocket connection;
            try {
                connection = listener.listener.accept();
                listener.triesInVain = 0;
            } catch (ClosedChannelException closed) {
                throw closed;
            } catch (IOException exhausted) {
                listener.triesInVain++;
                if (listener.triesInVain > TRIES_BEFORE_SHEDDING) {
                    shed(exhausted);
                }
                return WOULD_BLOCK;
            }
            if (connection == null) {
                return WOULD_BLOCK;
            }
            try {
                return listener.streamOver(connection);
            } catch (IOException reset) {
                connection.close(); // some systems refuse options on a connection that its peer has reset
            } catch (Throwable failure) {
                connection.close();
                throw failure;
            }
        }
    }

    private void shed(IOException exhausted) throws IOException {
        int count = listener.shedAll();
        if (count > 0 && listener.shed() == count) {
            loop().report(listener + " resets connections, as the system gives out no more of them", exhausted);
        }
    }

    @Override
    void arm() throws IOException {
        if (listener.triesInVain == 0) {
            listener.listener.awaitReadable(this);
        } else {
            int doublings = Math.min(listener.triesInVain - 1, Integer.SIZE / 2);
            wakeAfter(Math.min(FIRST_PAUSE_NANOS << doublings, LONGEST_PAUSE_NANOS));
        }
    }

    @Override
    public String toString() {
        return "accept at " + listener.listener;
    }
}
