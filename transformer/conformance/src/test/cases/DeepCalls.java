package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;

/** Thousands of calls inside each other: the way down needs the stack of the thread that they begin on, resuming needs none. */
class DeepCalls {
    @Async
    private static Coroutine<Integer> depth(int n) {
        if (n == 0) {
            return done(await(Probe.of(1)) + await(Probe.of(1)));
        }
        return done(await(depth(n - 1)) + 1);
    }

    @Case
    @Async
    static Coroutine<Integer> tenThousandLevels() {
        return done(await(depth(10_000)));
    }

    @Async
    private static Coroutine<Integer> depthWithFinally(int n, int[] unwound) {
        try {
            return n == 0 ? Probe.of(1) : done(await(depthWithFinally(n - 1, unwound)) + 1);
        } finally {
            unwound[0]++;
        }
    }

    @Case
    @Async
    static Coroutine<String> tenThousandLevelsUnwound() {
        int[] unwound = {0};
        try {
            return done(await(depthWithFinally(10_000, unwound)) + " " + unwound[0]);
        } finally {
            log(unwound[0]);
        }
    }

    interface Node {
        @Async
        Coroutine<Integer> sum();
    }

    record Deep(Node next) implements Node {
        @Override
        @Async
        public Coroutine<Integer> sum() {
            return next == null ? Probe.of(0) : done(await(next.sum()) + 1);
        }
    }

    @Case
    @Async
    static Coroutine<Integer> fiveThousandLevelsThroughAnInterface() {
        Node chain = new Deep(null);
        for (int i = 0; i < 5_000; i++) {
            chain = new Deep(chain);
        }
        return done(await(chain.sum()));
    }
}
