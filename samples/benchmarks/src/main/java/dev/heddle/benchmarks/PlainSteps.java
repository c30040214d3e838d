package dev.heddle.benchmarks;

/** Receivers of virtual calls, as plain blocking Java. Stateless. */
final class PlainSteps {
    private static final Step[] KINDS = {
        new Step1(), new Step2(), new Step3(), new Step4(), new Step5(), new Step6(), new Step7(), new Step8()
    };

    private PlainSteps() {}

    /** Calls an interface method {@code times} times, on receivers of so many classes (1, 2, 4 or 8) in turn. */
    static int callVirtual(int classes, int times) {
        Step[] steps = KINDS;
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = steps[i & (classes - 1)].next(x + i);
        }
        return x;
    }

    private interface Step {
        int next(int x);
    }

    private static final class Step1 implements Step {
        @Override
        public int next(int x) {
            return (x + 1) & 127;
        }
    }

    private static final class Step2 implements Step {
        @Override
        public int next(int x) {
            return (x + 2) & 127;
        }
    }

    private static final class Step3 implements Step {
        @Override
        public int next(int x) {
            return (x + 3) & 127;
        }
    }

    private static final class Step4 implements Step {
        @Override
        public int next(int x) {
            return (x + 4) & 127;
        }
    }

    private static final class Step5 implements Step {
        @Override
        public int next(int x) {
            return (x + 5) & 127;
        }
    }

    private static final class Step6 implements Step {
        @Override
        public int next(int x) {
            return (x + 6) & 127;
        }
    }

    private static final class Step7 implements Step {
        @Override
        public int next(int x) {
            return (x + 7) & 127;
        }
    }

    private static final class Step8 implements Step {
        @Override
        public int next(int x) {
            return (x + 8) & 127;
        }
    }
}
