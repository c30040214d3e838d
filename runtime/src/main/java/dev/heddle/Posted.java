package dev.heddle;

import dev.heddle.scheduling.Continuation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A callback that waits for its turn, until it is taken back. Confined to the loop thread. */
final class Posted implements Loop.Timer, Continuation {
    private final Loop loop;
    private @Nullable Runnable callback;

    Posted(Loop loop, Runnable callback) {
        this.loop = loop;
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    @Override
    public void run() {
        Runnable due = callback;
        callback = null;
        if (due != null) {
            due.run();
        }
    }

    @Override
    public boolean cancel() {
        loop.confine("Timer.cancel");
        boolean taken = callback != null;
        callback = null;
        return taken;
    }
}
