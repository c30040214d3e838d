package dev.heddle.scheduling;

import org.jspecify.annotations.Nullable;

/** A timer whose expiry is a piece of test code. */
final class TestTimer extends TimerNode<Void> {
    final String name;
    private final Action action;

    @FunctionalInterface
    interface Action {
        void expired(TestTimer timer);
    }

    TestTimer(String name, Action action) {
        this.name = name;
        this.action = action;
    }

    @Override
    protected void expired() {
        action.expired(this);
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
        throw new AssertionError("a timer of the wheel tests is never awaited");
    }

    @Override
    public String toString() {
        return name;
    }
}
