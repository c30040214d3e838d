package dev.heddle.benchmarks.ea;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.concurrent.CompletableFuture;

/** Receivers of virtual calls whose methods are coroutines of EA Async. Stateless. */
public final class EaSteps {
    private static final Step[] KINDS = {
        new Step1(), new Step2(), new Step3(), new Step4(), new Step5(), new Step6(), new Step7(), new Step8()
    };

    private EaSteps() {}

    /** Awaits an interface method that never suspends {@code times} times, of receivers of so many classes in turn. */
    public static CompletableFuture<Integer> callVirtual(int classes, int times) {
        Step[] steps = KINDS;
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = await(steps[i & (classes - 1)].next(x + i));
        }
        return completedFuture(x);
    }

    private interface Step {
        CompletableFuture<Integer> next(int x);
    }

    private static final class Step1 implements Step {
        @Override
        public CompletableFuture<Integer> next(int x) {
            return completedFuture((x + 1) & 127);
        }
    }

    private static final class Step2 implements Step {
        @Override
        public CompletableFuture<Integer> next(int x) {
            return completedFuture((x + 2) & 127);
        }
    }

    private static final class Step3 implements Step {
        @Override
        public CompletableFuture<Integer> next(int x) {
            return completedFuture((x + 3) & 127);
        }
    }

    private static final class Step4 implements Step {
        @Override
        public CompletableFuture<Integer> next(int x) {
            return completedFuture((x + 4) & 127);
        }
    }

    private static final class Step5 implements Step {
        @Override
        public CompletableFuture<Integer> next(int x) {
            return completedFuture((x + 5) & 127);
        }
    }

    private static final class Step6 implements Step {
        @Override
        public CompletableFuture<Integer> next(int x) {
            return completedFuture((x + 6) & 127);
        }
    }

    private static final class Step7 implements Step {
        @Override
        public CompletableFuture<Integer> next(int x) {
            return completedFuture((x + 7) & 127);
        }
    }

    private static final class Step8 implements Step {
        @Override
        public CompletableFuture<Integer> next(int x) {
            return completedFuture((x + 8) & 127);
        }
    }
}
