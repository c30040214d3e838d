package dev.heddle;

import dev.heddle.coroutine.Frame;
import dev.heddle.scheduling.Leaf;
import org.jspecify.annotations.Nullable;

/** The wait for a place in a scope with a limit, in which then a task begins. Confined to the loop thread. */
final class SpawnWhenFree<T extends @Nullable Object> extends Leaf<Task<T>> {
    private final TaskScope scope;
    private final @Nullable String name;
    private final Coroutine<T> coroutine;

    SpawnWhenFree(TaskScope scope, @Nullable String name, Coroutine<T> coroutine) {
        this.scope = scope;
        this.name = name;
        this.coroutine = coroutine;
    }

    @Override
    protected @Nullable Object begin() {
        Slots slots = scope.children.slots();
        if (slots == null || slots.isFree() || !scope.children.takesTasks()) {
            return scope.children.spawn(name, coroutine);
        }
        slots.await(this);
        return suspended();
    }

    /** Nothing has been spawned; the place in the line is passed over. */
    @Override
    protected boolean withdraw() {
        discard(coroutine);
        return true;
    }

    /** It will not run, as its caller is told. */
    private static void discard(Coroutine<?> coroutine) {
        ((Frame<?>) coroutine).discard();
    }

    void itsTurn() {
        if (!isWaiting()) {
            return;
        }
        if (scope.children.takesTasks()) {
            complete(scope.children.spawn(name, coroutine));
        } else {
            discard(coroutine);
            fail(scope.refusal());
        }
    }

    @Override
    public String toString() {
        return "a place in " + scope;
    }
}
