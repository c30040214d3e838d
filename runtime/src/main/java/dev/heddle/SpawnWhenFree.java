package dev.heddle;

import dev.heddle.scheduling.Leaf;
import org.jspecify.annotations.Nullable;

/** The wait for a place in a scope with a limit, in which then a task begins. Confined to the loop thread. */
final class SpawnWhenFree<T extends @Nullable Object> extends Leaf<Task<T>> {
    private final TaskScope scope;
    private final Coroutine<T> coroutine;

    SpawnWhenFree(TaskScope scope, Coroutine<T> coroutine) {
        this.scope = scope;
        this.coroutine = coroutine;
    }

    @Override
    protected @Nullable Object begin() {
        Slots slots = scope.children.slots();
        if (slots == null || slots.isFree() || !scope.children.takesTasks()) {
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
        if (scope.children.takesTasks()) {
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
