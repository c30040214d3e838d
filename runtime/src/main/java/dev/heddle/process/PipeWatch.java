package dev.heddle.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that waits for all pipes to children of this process, and tells when one is ready. It moves no bytes: the loop
 * that a pipe belongs to does that itself, without blocking. So however long a pipe is held open by whomever, no thread
 * waits for it alone, and a wait that is given up leaves nothing behind.
 *
 * <p>A daemon thread, which begins with the first pipe that has to be waited for and ends when there has been none for
 * {@value #IDLE_SECONDS} seconds. Any thread.
 */
final class PipeWatch {
    private static final long IDLE_SECONDS = 10;

    /** A pipe that is watched for one thing at a time. Confined to the loop of the pipe, but for the key. */
    static final class Watched {
        private final SelectableChannel channel;
        private final Runnable ready;
        private @Nullable SelectionKey key;

        /** {@code ready} is called on the watching thread, once for each {@link PipeWatch#await}. */
        Watched(SelectableChannel channel, Runnable ready) {
            this.channel = channel;
            this.ready = ready;
        }
    }

    /** The one of this process. */
    static final PipeWatch OF_THIS_PROCESS = new PipeWatch();

    /** Null while no thread watches. Guarded by this object's monitor, as is the queue. */
    private @Nullable Selector selector;

    private final Queue<Runnable> afterClosing = new ArrayDeque<>();

    /** When the watching thread last had a pipe to watch, by {@link System#nanoTime}. */
    private long idleSince = System.nanoTime();

    private PipeWatch() {}

    /** Lets {@code pipe} be told when it is ready for its operation. */
    synchronized void await(Watched pipe) throws IOException {
        Selector current = running();
        int operation = pipe.channel.validOps();
        if (pipe.key == null) {
            pipe.key = pipe.channel.register(current, operation, pipe);
        } else {
            pipe.key.interestOps(operation);
        }
        current.wakeup();
    }

    /**
     * Calls {@code closed}, on the watching thread or this one, when the descriptor of {@code pipe}, whose channel has been
     * closed, is closed, too: a selector holds it until then.
     */
    void afterClosing(Watched pipe, Runnable closed) {
        synchronized (this) {
            if (pipe.key != null && selector != null) {
                afterClosing.add(closed);
                selector.wakeup();
                return;
            }
        }
        closed.run();
    }

    private Selector running() throws IOException {
        if (selector == null) {
            Selector opened = Selector.open();
            Thread thread = new Thread(() -> watch(opened), "heddle-pipes");
            thread.setDaemon(true);
            thread.start();
            selector = opened;
        }
        return selector;
    }

    private void watch(Selector current) {
        try {
            do {
                current.select(PipeWatch::tell, TimeUnit.SECONDS.toMillis(IDLE_SECONDS));
                List<Runnable> closed = closedSinceLastTime();
                if (!closed.isEmpty()) {
                    current.selectNow(PipeWatch::tell);
                    closed.forEach(Runnable::run);
                }
            } while (!endsIdle(current));
        } catch (IOException e) {
            throw new UncheckedIOException("pipes to other processes cannot be waited for", e);
        }
    }

    private synchronized List<Runnable> closedSinceLastTime() {
        List<Runnable> closed = new ArrayList<>(afterClosing);
        afterClosing.clear();
        return closed;
    }

    private synchronized boolean endsIdle(Selector current) throws IOException {
        if (!current.keys().isEmpty() || !afterClosing.isEmpty()) {
            idleSince = System.nanoTime();
            return false;
        }
        if (System.nanoTime() - idleSince < TimeUnit.SECONDS.toNanos(IDLE_SECONDS)) {
            return false;
        }
        selector = null;
        current.close();
        return true;
    }

    private static void tell(SelectionKey key) {
        try {
            key.interestOps(0);
        } catch (CancelledKeyException closed) {
            return;
        }
        ((Watched) key.attachment()).ready.run();
    }
}
