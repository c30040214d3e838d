package dev.heddle.net;

import dev.heddle.scheduling.Leaf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes something at once, in a cancelled task too. Confined to the loop thread. */
final class CloseOperation extends Leaf<Void> {
    /** What is to be done. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    private final Action action;

    CloseOperation(Action action) {
        this.action = action;
    }

    @Override
    protected @Nullable Object begin() throws IOException {
        action.run();
        return null;
    }

    @Override
    protected boolean withdraw() {
        throw new AssertionError("closing does not wait");
    }

    @Override
    protected boolean isShielded() {
        return true;
    }
}
