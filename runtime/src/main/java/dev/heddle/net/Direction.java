package dev.heddle.net;

import dev.heddle.Loop;
import dev.heddle.engine.EngineDescriptor;
import dev.heddle.scheduling.Scheduler;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one channel, held by at most one operation at a time. It also counts operations that ended without
 * waiting, so that a task whose channel is always ready still lets others run.
 *
 * <p>Confined to the loop thread.
 */
final class Direction {
    /** So many operations may end at once before one of them goes through the run queue. */
    private static final int BUDGET = 64;

    final EngineDescriptor channel;
    private final Loop home = Loop.current();
    private final String verb;
    private @Nullable SocketOperation<?> holder;
    private int endedAtOnce;

    /** Belongs to the loop of this thread. {@code verb} says in messages what is done here: read, write or accept. */
    Direction(EngineDescriptor channel, String verb) {
        this.channel = channel;
        this.verb = verb;
    }

    void claim(SocketOperation<?> operation) throws ClosedChannelException {
        requireFree();
        holder = operation;
    }

    /** Refuses to go on in another loop, when the channel is closed, or while an operation holds this direction. */
    void requireFree() throws ClosedChannelException {
        requireHome();
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        if (holder != null) {
            throw new IllegalStateException(holder.taskName() + " waits to " + verb + " on " + channel
                    + " already: only one task at a time can");
        }
    }

    void release() {
        holder = null;
    }

    /** True on the thread of the loop this belongs to. */
    boolean isHome() {
        Scheduler here = Scheduler.currentOrNull();
        return here != null && here.loop() == home;
    }

    void requireHome() {
        Loop here = Loop.current();
        if (here != home) {
            throw new IllegalStateException(channel + " belongs to " + home + " and cannot be used in " + here);
        }
    }

    /** Ends the operation that waits here, if there is one. */
    void abort(Throwable failure) {
        requireHome();
        if (holder != null) {
            holder.abort(failure);
        }
    }

    /** True once in {@link #BUDGET} calls: this operation has to let others run although it need not wait. */
    boolean spend() {
        endedAtOnce = endedAtOnce == BUDGET - 1 ? 0 : endedAtOnce + 1;
        return endedAtOnce == 0;
    }
}
