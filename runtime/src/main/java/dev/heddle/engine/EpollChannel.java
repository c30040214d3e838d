package dev.heddle.engine;

import static dev.heddle.engine.LinuxCalls.ERROR;
import static dev.heddle.engine.LinuxCalls.HANG_UP;
import static dev.heddle.engine.LinuxCalls.INPUT;
import static dev.heddle.engine.LinuxCalls.OUTPUT;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor of the epoll engine, with a waiter for each direction.
 *
 * <p>Interest in input outlives the waiter and is dropped when an event finds nobody waiting. Interest in output is dropped
 * with the event, as a socket is nearly always writable. Confined to the loop thread.
 */
abstract class EpollChannel implements Closeable {
    final EpollEngine engine;
    final int descriptor;

    /** Which channel an event belongs to: the descriptor in the lower half, in the upper one the number of this channel. */
    final long ticket;

    private @Nullable Readiness reader;
    private @Nullable Readiness writer;

    /** What this channel wants to be told of: {@link LinuxCalls#INPUT} and {@link LinuxCalls#OUTPUT}. */
    private int wanted;

    /** What the kernel has been asked to tell; never less than {@link #wanted}. */
    private int asked;

    private boolean unsettled;
    private boolean open = true;

    EpollChannel(EpollEngine engine, int descriptor) {
        this.engine = engine;
        this.descriptor = descriptor;
        this.ticket = engine.admit(this, descriptor);
    }

    /** Serves {@link EngineChannel}. */
    public final void awaitReadable(Readiness waiter) throws IOException {
        if (reader != null) {
            throw new IllegalStateException("another waiter awaits input of " + this);
        }
        want(INPUT);
        reader = waiter;
    }

    /** Serves {@link EngineSocket}. */
    public final void awaitWritable(Readiness waiter) throws IOException {
        if (writer != null) {
            throw new IllegalStateException("another waiter awaits output of " + this);
        }
        want(OUTPUT);
        writer = waiter;
    }

    private void want(int direction) throws IOException {
        requireOpen();
        wanted |= direction;
        if ((asked & direction) == 0) {
            try {
                ask();
            } catch (Throwable failure) {
                wanted &= asked;
                throw failure;
            }
        }
    }

    private void drop(int direction) {
        wanted &= ~direction;
        if (wanted != asked && !unsettled) {
            unsettled = true;
            engine.changed(this);
        }
    }

    /** Takes back what was asked of the kernel and is not wanted any more. */
    final void settle() throws IOException {
        unsettled = false;
        if (open && wanted != asked) {
            ask();
        }
    }

    private void ask() throws IOException {
        engine.register(this, asked, wanted);
        asked = wanted;
    }

    final void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    /** Serves {@link EngineChannel}. */
    public final boolean withdraw(Readiness waiter) {
        if (reader == waiter) {
            reader = null;
            return true;
        }
        if (writer == waiter) {
            writer = null;
            return true;
        }
        return false;
    }

    /** Tells the waiters of an event. An error, or the end of both directions, lets no call block. */
    final void dispatch(int events) {
        boolean over = (events & (ERROR | HANG_UP)) != 0;
        if (over || (events & INPUT) != 0) {
            Readiness waiter = reader;
            if (waiter == null) {
                drop(INPUT);
            } else {
                reader = null;
                waiter.ready();
            }
        }
        if (open && (over || (events & OUTPUT) != 0)) {
            Readiness waiter = writer;
            drop(OUTPUT);
            if (waiter != null) {
                writer = null;
                waiter.ready();
            }
        }
    }

    /** Serves {@link EngineChannel}. */
    public final boolean isOpen() {
        return open;
    }

    /**
     * Takes itself back from the kernel first: a child process that is just being started may still have a copy of the
     * descriptor, which would keep its events coming.
     */
    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        reader = null;
        writer = null;
        wanted = 0;
        try {
            if (asked != 0) {
                ask();
            }
        } finally {
            engine.dismiss(this);
        }
    }
}
