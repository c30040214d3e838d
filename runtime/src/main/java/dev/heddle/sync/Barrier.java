package dev.heddle.sync;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;

/**
 * The place where a number of tasks wait for each other, again and again: when the last of them has arrived all go on, and the
 * next round begins.
 *
 * <pre>
 *   state     last one arrives           reset()                     abort()
 *   FILLING   all go on; next round      all that wait are refused   all that wait are refused; -> BROKEN
 *   BROKEN    whoever arrives is refused -> FILLING                  -
 * </pre>
 *
 * <p>Confined to the loop thread.
 */
public final class Barrier extends Shared {
    private final WaitQueue<Arrival> line = new WaitQueue<>(this);
    private final int parties;
    private boolean broken;

    /** A barrier for so many tasks. */
    public Barrier(int parties) {
        super("barrier");
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier for " + parties + " tasks");
        }
        this.parties = parties;
    }

    /** Gives this barrier a name, for messages; returns this barrier. */
    public Barrier named(String name) {
        name(name);
        return this;
    }

    /**
     * Arrives and waits for the others; gives 0 to the task that has arrived first, 1 to the second and so on, so that one of
     * them can be chosen to do something for all. A suspension point where it is awaited, not for the last one.
     *
     * <p>Cancelled while it waits, it has not arrived: the round needs another one in its place.
     *
     * @throws BrokenBarrierException at the await, when the barrier is reset or aborted meanwhile, or is broken
     */
    public Coroutine<Integer> arrive() throws BrokenBarrierException {
        return new Arrival();
    }

    /** Refuses those that wait, and begins a new round; a broken barrier works again. No suspension point. */
    public void reset() {
        confine("reset");
        broken = false;
        refuseAll("was reset");
    }

    /** Refuses those that wait and all that come, until {@link #reset}. No suspension point. */
    public void abort() {
        confine("abort");
        broken = true;
        refuseAll("was aborted");
    }

    /** How many tasks make a round. */
    public int parties() {
        return parties;
    }

    /** How many have arrived in this round. */
    public int arrived() {
        return line.size();
    }

    /** True from {@link #abort} to {@link #reset}. */
    public boolean isBroken() {
        return broken;
    }

    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    /** Nobody: any task may arrive. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    private void refuseAll(String what) {
        for (Arrival next = line.poll(); next != null; next = line.poll()) {
            next.refuse(new BrokenBarrierException(this + " " + what));
        }
    }

    /** The arrival of one task. */
    private final class Arrival extends Waiter<Integer> {
        @Override
        protected Object attempt() throws BrokenBarrierException {
            confine("arrive");
            if (broken) {
                throw new BrokenBarrierException(Barrier.this + " was aborted");
            }
            if (line.size() < parties - 1) {
                return NOT_YET;
            }
            int index = 0;
            for (Arrival next = line.poll(); next != null; next = line.poll()) {
                next.serve(index++);
            }
            return index;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        @Override
        public String toString() {
            return Barrier.this.toString();
        }
    }
}
