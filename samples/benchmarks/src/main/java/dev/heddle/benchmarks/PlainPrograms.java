package dev.heddle.benchmarks;

/** The measured programs as plain blocking Java: run as they are, or on a virtual thread. Stateless. */
final class PlainPrograms {
    private PlainPrograms() {}

    /** Calls a method {@code times} times. */
    static int callOneDeep(int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = d1(x + i);
        }
        return x;
    }

    /** Calls a chain of ten methods {@code times} times. */
    static int callTenDeep(int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = d10(x + i);
        }
        return x;
    }

    /** Gives the processor away {@code times} times; on a virtual thread this unmounts and mounts it. */
    static int switches(int times) {
        int switched = 0;
        while (switched < times) {
            Thread.yield();
            switched++;
        }
        return switched;
    }

    /** Gives the processor away {@code times} times at the bottom of a call chain of ten. */
    static int deepSwitches(int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = deep(10, x + i);
        }
        return x;
    }

    private static int deep(int depth, int x) {
        if (depth == 1) {
            Thread.yield();
            return next(x);
        }
        return next(deep(depth - 1, x));
    }

    /** The work of one call; its results are small, so that a boxed one is not allocated by anybody. */
    static int next(int x) {
        return (x + 1) & 127;
    }

    private static int d10(int x) {
        return next(d9(x));
    }

    private static int d9(int x) {
        return next(d8(x));
    }

    private static int d8(int x) {
        return next(d7(x));
    }

    private static int d7(int x) {
        return next(d6(x));
    }

    private static int d6(int x) {
        return next(d5(x));
    }

    private static int d5(int x) {
        return next(d4(x));
    }

    private static int d4(int x) {
        return next(d3(x));
    }

    private static int d3(int x) {
        return next(d2(x));
    }

    private static int d2(int x) {
        return next(d1(x));
    }

    private static int d1(int x) {
        return next(x);
    }
}
