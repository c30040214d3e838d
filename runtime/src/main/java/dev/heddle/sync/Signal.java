package dev.heddle.sync;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.scheduling.Gate;
import dev.heddle.scheduling.Shared;
import java.util.List;

/** What any number of tasks wait for, and any task lets them pass. Confined to the loop thread. */
abstract class Signal extends Shared implements Awaitable<Void> {
    final Gate gate = new Gate(this, this::isOpen);

    Signal(String kind) {
        super(kind);
    }

    /** True while nobody has to wait. */
    abstract boolean isOpen();

    /** Waits until they may pass. Cancelling the wait has no effect on the others. */
    @Override
    public Coroutine<Void> toCoroutine() {
        return Gate.nothing(gate.passing());
    }

    @Override
    public List<Task<?>> waiters() {
        return gate.tasks();
    }

    /** Nobody: any task may let them pass. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }
}
