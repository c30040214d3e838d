package plans;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

/** Switches, labels and nested protected ranges. */
class ControlFlow {
    @Async
    static Coroutine<String> switchOnString(Coroutine<String> a, Coroutine<String> b, String other) {
        switch (await(a)) {
            case "x":
                return done(await(b));
            default:
                return done(other);
        }
    }

    @Async
    static Coroutine<Integer> switchExpression(Coroutine<Integer> a, int n) {
        return done(10 * switch (n) {
            case 1 -> await(a);
            case 2 -> n + await(a);
            default -> 0;
        });
    }

    @Async
    static Coroutine<Integer> labelledBreak(Coroutine<Integer>[][] all) {
        int found = 0;
        outer:
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all[i].length; j++) {
                int n = await(all[i][j]);
                if (n > 0) {
                    found = n;
                    break outer;
                }
            }
        }
        return done(found);
    }

    @Async
    static Coroutine<String> nestedTry(Coroutine<String> a, Coroutine<String> b, String inner, String outer) {
        try {
            try {
                return done(await(a));
            } catch (IllegalStateException e) {
                return done(inner + await(b));
            }
        } catch (RuntimeException e) {
            return done(outer);
        }
    }

    @Async
    static Coroutine<String> returnValueKeptOverFinally(Coroutine<String> a, Coroutine<String> b) {
        String s = "x";
        try {
            return done(s + await(a));
        } finally {
            await(b);
        }
    }

    @Async
    static Coroutine<Integer> monitorBetweenAwaits(Coroutine<Integer> a, Object lock) {
        int n = await(a);
        synchronized (lock) {
            n++;
        }
        return done(n + await(a));
    }
}
