package dev.heddle.sync;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.scheduling.Gate;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Shared;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number of things that have to be done before those who wait, {@code await(latch)}, go on. Once it has come to zero it
 * stays there.
 *
 * <p>Confined to the loop thread.
 */
public final class CountDownLatch extends Shared implements Awaitable<Void> {
    private final Gate gate = new Gate(this, () -> count() == 0);
    private int count;

    /** A latch that opens after so many calls of {@link #countDown}. */
    public CountDownLatch(int count) {
        super("latch");
        if (count < 0) {
            throw new IllegalArgumentException("a count of " + count);
        }
        this.count = count;
    }

    /** Gives this latch a name, for messages; returns this latch. */
    public CountDownLatch named(String name) {
        name(name);
        return this;
    }

    /** One thing less; at zero all that wait go on. Without effect when it is zero already. No suspension point. */
    public void countDown() {
        confine("countDown");
        if (count > 0 && --count == 0) {
            gate.letAllPass();
        }
    }

    /** How many things are left to be done. */
    public int count() {
        return count;
    }

    /** Waits until the count is zero. Cancelling the wait has no effect on the latch. */
    @Override
    public Coroutine<Void> toCoroutine() {
        return Gate.nothing(gate.passing());
    }

    /** The case of a select that is chosen when the count is zero. */
    public <R extends @Nullable Object> SelectCase<R> onZero(SelectCase.Handler<? super @Nullable Void, R> handler) {
        return new OperationCase<>(gate::passing, handler);
    }

    @Override
    public List<Task<?>> waiters() {
        return gate.tasks();
    }

    /** Nobody: any task may count down. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }
}
