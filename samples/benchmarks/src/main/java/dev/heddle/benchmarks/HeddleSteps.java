package dev.heddle.benchmarks;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

/** Receivers of virtual calls whose methods are {@code @Async}. Stateless. */
final class HeddleSteps {
    private static final Step[] KINDS = {
        new Step1(), new Step2(), new Step3(), new Step4(), new Step5(), new Step6(), new Step7(), new Step8()
    };

    private HeddleSteps() {}

    /** Awaits an interface method that never suspends {@code times} times, of receivers of so many classes in turn. */
    @Async
    static Coroutine<Integer> callVirtual(int classes, int times) {
        Step[] steps = KINDS;
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = await(steps[i & (classes - 1)].next(x + i));
        }
        return done(x);
    }

    private interface Step {
        @Async
        Coroutine<Integer> next(int x);
    }

    private static final class Step1 implements Step {
        @Override
        @Async
        public Coroutine<Integer> next(int x) {
            return done((x + 1) & 127);
        }
    }

    private static final class Step2 implements Step {
        @Override
        @Async
        public Coroutine<Integer> next(int x) {
            return done((x + 2) & 127);
        }
    }

    private static final class Step3 implements Step {
        @Override
        @Async
        public Coroutine<Integer> next(int x) {
            return done((x + 3) & 127);
        }
    }

    private static final class Step4 implements Step {
        @Override
        @Async
        public Coroutine<Integer> next(int x) {
            return done((x + 4) & 127);
        }
    }

    private static final class Step5 implements Step {
        @Override
        @Async
        public Coroutine<Integer> next(int x) {
            return done((x + 5) & 127);
        }
    }

    private static final class Step6 implements Step {
        @Override
        @Async
        public Coroutine<Integer> next(int x) {
            return done((x + 6) & 127);
        }
    }

    private static final class Step7 implements Step {
        @Override
        @Async
        public Coroutine<Integer> next(int x) {
            return done((x + 7) & 127);
        }
    }

    private static final class Step8 implements Step {
        @Override
        @Async
        public Coroutine<Integer> next(int x) {
            return done((x + 8) & 127);
        }
    }
}
