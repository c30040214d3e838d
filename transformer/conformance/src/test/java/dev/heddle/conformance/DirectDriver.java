package dev.heddle.conformance;

import dev.heddle.Coroutine;
import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Resumable;
import dev.heddle.coroutine.Trampoline;
import java.util.concurrent.CompletionStage;

/** Drives a case by the trampoline alone, without a loop. What suspends must not be a future. */
class DirectDriver implements Driver {
    private final Completions completions = new Completions();
    private Frame<?> innermost;

    /** Called whenever the case is suspended, with the probe that it waits for. */
    void suspendedIn(Frame<?> probe) {}

    @Override
    public final Object run(Entry entry) throws Throwable {
        Object awaitable = entry.call();
        if (awaitable instanceof CompletionStage<?> stage) {
            return Oracle.await(stage);
        }
        Trace.log("called");
        Object result = ((Frame<?>) awaitable).start();
        Frame<?> suspended = Awaits.suspended(result);
        if (suspended == null) {
            return Awaits.unboxed(result);
        }
        Root root = new Root();
        suspended.caller = root;
        while (root.outcome == null) {
            suspendedIn(innermost);
            completions.step();
        }
        return root.outcome.get();
    }

    @Override
    public final <T> Coroutine<T> coroutine(Runnable onStart, Outcome<T> outcome, Timing timing) {
        return new ProbeFrame<>(onStart, outcome, timing);
    }

    @Override
    public final void complete(Runnable completion, Timing timing) {
        completions.add(completion, timing);
    }

    /** Takes the outcome of the outermost coroutine. */
    private static final class Root extends Resumable {
        private volatile Outcome<Object> outcome;

        @Override
        protected Object resume(Object value, Throwable failure) {
            if (outcome != null) {
                throw new AssertionError("the case ended twice");
            }
            outcome = new Outcome<>(value, failure);
            return null;
        }
    }

    private final class ProbeFrame<T> extends Frame<T> {
        private final Runnable onStart;
        private final Outcome<T> outcome;
        private final Timing timing;

        ProbeFrame(Runnable onStart, Outcome<T> outcome, Timing timing) {
            this.onStart = onStart;
            this.outcome = outcome;
            this.timing = timing;
        }

        @Override
        protected Object resume(Object value, Throwable failure) throws Throwable {
            if (state == STARTED) {
                onStart.run();
                if (timing != Timing.READY) {
                    state = 1;
                    innermost = this;
                    complete(this::resumeChain, timing);
                    return this;
                }
            }
            return Awaits.result(outcome.get());
        }

        private void resumeChain() {
            try {
                Trampoline.run(this, null, null);
            } catch (Throwable thrown) {
                throw new AssertionError("a root does not throw", thrown);
            }
        }
    }
}
