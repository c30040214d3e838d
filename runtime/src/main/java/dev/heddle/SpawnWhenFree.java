package dev.heddle;

import dev.heddle.scheduling.Leaf;
import org.jspecify.annotations.Nullable;

/** The wait for a place in a scope with a limit, in which then a task begins. Confined to the loop thread. */
final class SpawnWhenFree<T extends @Nullable Object> extends Leaf<Task<T>> {
    private final TaskScope scope;
    private final Coroutine<T> coroutine;
    private final @Nullable Slots slots;

    SpawnWhenFree(TaskScope scope, Coroutine<T> coroutine, @Nullable Slots slots) {
        this.scope = scope;
        this.coroutine = coroutine;
        this.slots = slots;
    }

    @Override
    protected @Nullable Object begin() {
        if (slots == null || slots.isFree() || !scope.takesTasks()) {
            return scope.spawn(coroutine);
        }
        slots.await(this);
        return suspended();
    }

    /** Nothing has been spawned; the place in the line is passed over. */
    @Override
    protected boolean withdraw() {
        return true;
    }

    void itsTurn() {
        if (!isWaiting()) {
            return;
        }
        if (scope.takesTasks()) {
            complete(scope.spawn(coroutine));
        } else {
            fail(scope.refusal());
        }
    }

    @Override
    public String toString() {
        return "a place in " + scope;
    }
}
