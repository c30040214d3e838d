package dev.heddle.testing;

import dev.heddle.engine.Readiness;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a scripted channel: its level, and who waits for it. It is queued at its engine at most once, when it is
 * ready and awaited, and looks again when its turn comes.
 */
final class ScriptedInterest {
    private final ScriptedEngine engine;
    private final BooleanSupplier level;
    private @Nullable Readiness waiter;
    private boolean queued;

    ScriptedInterest(ScriptedEngine engine, BooleanSupplier level) {
        this.engine = engine;
        this.level = level;
    }

    void await(Readiness newWaiter) {
        if (waiter != null) {
            throw new IllegalStateException("another waiter awaits this direction");
        }
        waiter = newWaiter;
        changed();
    }

    boolean withdraw(Readiness candidate) {
        if (waiter != candidate) {
            return false;
        }
        waiter = null;
        return true;
    }

    void forget() {
        waiter = null;
    }

    boolean isAwaited() {
        return waiter != null;
    }

    /** To be called after anything that may have raised the level. */
    void changed() {
        if (waiter != null && !queued && level.getAsBoolean()) {
            queued = true;
            engine.enqueue(this);
        }
    }

    /** Tells the waiter if there is still one and the level is still high. */
    boolean tell() {
        queued = false;
        Readiness told = waiter;
        if (told == null || !level.getAsBoolean()) {
            return false;
        }
        waiter = null;
        told.ready();
        return true;
    }
}
