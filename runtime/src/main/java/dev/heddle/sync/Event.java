package dev.heddle.sync;

import dev.heddle.SelectCase;
import dev.heddle.scheduling.OperationCase;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens, and for which any number of tasks wait: {@code await(event)}. Once it has happened nobody waits any
 * more, until it is cleared.
 *
 * <p>Confined to the loop thread.
 */
public final class Event extends Signal {
    private boolean set;

    /** An event that has not happened. */
    public Event() {
        super("event");
    }

    /** Gives this event a name, for messages; returns this event. */
    public Event named(String name) {
        name(name);
        return this;
    }

    /** It has happened: all that wait go on, in the order in which they came. No suspension point. */
    public void set() {
        confine("set");
        set = true;
        gate.letAllPass();
    }

    /** Whoever comes from now on waits again; those that go on already are not held up. No suspension point. */
    public void clear() {
        confine("clear");
        set = false;
    }

    /** True if it has happened and was not cleared since. */
    public boolean isSet() {
        return set;
    }

    /** The case of a select that is chosen when it has happened. */
    public <R extends @Nullable Object> SelectCase<R> onSet(SelectCase.Handler<? super @Nullable Void, R> handler) {
        return new OperationCase<>(gate::passing, handler);
    }

    @Override
    boolean isOpen() {
        return set;
    }
}
