package dev.heddle;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What code finds around it that runs later or on another thread: the values of {@link AsyncLocal}s and what the loop carries,
 * as they are where it is handed over. Immutable; any thread.
 */
final class TakenAlong {
    private final AsyncLocal.@Nullable Binding bindings;
    private final ThreadContexts contexts;
    private final @Nullable Object[] states;

    private TakenAlong(AsyncLocal.@Nullable Binding bindings, ThreadContexts contexts) {
        this.bindings = bindings;
        this.contexts = contexts;
        states = contexts.capture();
    }

    /** The callback with what is here around it. */
    static Runnable with(ThreadContexts contexts, Runnable callback) {
        TakenAlong taken = here(contexts);
        return taken == null
                ? callback
                : () -> {
                    TakenAlong before = taken.enter();
                    try {
                        callback.run();
                    } finally {
                        before.enter();
                    }
                };
    }

    /** The call with what is here around it. */
    static <T extends @Nullable Object> Callable<? extends T> with(
            ThreadContexts contexts, Callable<? extends T> call) {
        TakenAlong taken = here(contexts);
        return taken == null
                ? call
                : new Callable<T>() {
                    @Override
                    public T call() throws Exception {
                        TakenAlong before = taken.enter();
                        try {
                            return call.call();
                        } finally {
                            before.enter();
                        }
                    }

                    @Override
                    public String toString() {
                        return call.toString();
                    }
                };
    }

    /** What is here to be taken along; null if it is nothing. */
    private static @Nullable TakenAlong here(ThreadContexts contexts) {
        AsyncLocal.Binding bindings = AsyncLocal.bindingsHere();
        return bindings == null && contexts.isEmpty() ? null : new TakenAlong(bindings, contexts);
    }

    /** Puts this on the thread, outside of any task; returns what was there before. */
    private TakenAlong enter() {
        TakenAlong before = new TakenAlong(AsyncLocal.bindOutsideTasks(bindings), contexts);
        contexts.restore(states);
        return before;
    }
}
