package dev.heddle.engine;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A channel in a selector, with a waiter for each direction.
 *
 * <p>Interest to read or accept outlives the waiter and is dropped when an event finds nobody waiting. Interest to write or
 * connect is dropped with the event, as a socket is nearly always writable. Dropping and asking again between two polls is
 * no system call: the selector compares with what it has told the operating system. Confined to the loop thread.
 */
abstract class NioDescriptor implements EngineDescriptor {
    static final int INPUT = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

    final SelectionKey key;
    private @Nullable Readiness reader;
    private @Nullable Readiness writer;

    /** Registers a channel that is in non-blocking mode. */
    NioDescriptor(SelectableChannel channel, Selector selector) throws ClosedChannelException {
        this.key = channel.register(selector, 0, this);
    }

    final void awaitInput(int interest, Readiness waiter) throws ClosedChannelException {
        if (reader != null) {
            throw new IllegalStateException("another waiter awaits input of " + this);
        }
        addInterest(interest);
        reader = waiter;
    }

    final void awaitOutput(int interest, Readiness waiter) throws ClosedChannelException {
        if (writer != null) {
            throw new IllegalStateException("another waiter awaits output of " + this);
        }
        addInterest(interest);
        writer = waiter;
    }

    private void addInterest(int interest) throws ClosedChannelException {
        if (!key.isValid()) {
            throw new ClosedChannelException();
        }
        int present = key.interestOps();
        if ((present & interest) != interest) {
            key.interestOps(present | interest);
        }
    }

    /** What the operating system is, or will be at the next poll, asked to watch: bits of {@link SelectionKey}. */
    final int interest() {
        return key.interestOps();
    }

    @Override
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

    /** Called by the selector for an event; the key may have been cancelled by a waiter called earlier in the same poll. */
    final void dispatch() {
        if (!key.isValid()) {
            return;
        }
        int ready = key.readyOps();
        if ((ready & INPUT) != 0) {
            Readiness waiter = reader;
            if (waiter == null) {
                key.interestOpsAnd(~INPUT);
            } else {
                reader = null;
                waiter.ready();
            }
        }
        if ((ready & ~INPUT) != 0 && key.isValid()) {
            Readiness waiter = writer;
            key.interestOpsAnd(INPUT);
            if (waiter != null) {
                writer = null;
                waiter.ready();
            }
        }
    }

    /** Tells no waiter any more. */
    final void forgetWaiters() {
        reader = null;
        writer = null;
    }
}
