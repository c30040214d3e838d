package dev.heddle;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that a loop carries, as one: its states are an array, in the order in which they were given. A context that throws
 * is reported, and the others go on. Immutable; any thread.
 */
final class ThreadContexts {
    private static final Object[] NOTHING = {};

    private final ThreadContext<@Nullable Object>[] contexts;
    private final Consumer<Throwable> onFailure;

    @SuppressWarnings("unchecked") // what a context restores, it has captured itself
    ThreadContexts(List<? extends ThreadContext<?>> contexts, Consumer<Throwable> onFailure) {
        this.contexts = contexts.toArray(ThreadContext[]::new);
        this.onFailure = onFailure;
    }

    boolean isEmpty() {
        return contexts.length == 0;
    }

    /** What is on this thread. */
    @Nullable
    Object[] capture() {
        if (isEmpty()) {
            return NOTHING;
        }
        Object[] states = new Object[contexts.length];
        for (int i = 0; i < states.length; i++) {
            try {
                states[i] = contexts[i].capture();
            } catch (RuntimeException failure) {
                onFailure.accept(failure);
            }
        }
        return states;
    }

    void restore(@Nullable Object[] states) {
        for (int i = 0; i < states.length; i++) {
            try {
                contexts[i].restore(states[i]);
            } catch (RuntimeException failure) {
                onFailure.accept(failure);
            }
        }
    }
}
