package dev.heddle.sync;

import dev.heddle.SelectCase;
import dev.heddle.scheduling.OperationCase;
import org.jspecify.annotations.Nullable;

/**
 * A number of things that have to be done before those who wait, {@code await(latch)}, go on. Once it has come to zero it
 * stays there.
 *
 * <p>Confined to the loop thread.
 */
public final class CountDownLatch extends Signal {
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

    /** The case of a select that is chosen when the count is zero. */
    public <R extends @Nullable Object> SelectCase<R> onZero(SelectCase.Handler<? super @Nullable Void, R> handler) {
        return new OperationCase<>(gate::passing, handler);
    }

    @Override
    boolean isOpen() {
        return count == 0;
    }
}
