package plans;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

/** What is saved at a suspension point: what is read after it on some path, exception edges included, and nothing else. */
class Liveness {
    @Async
    static Coroutine<Integer> parameterReadAfterwards(Coroutine<Integer> c, int n) {
        return done(await(c) + n);
    }

    @Async
    static Coroutine<Integer> parameterReadBefore(Coroutine<Integer> c, int n) {
        System.out.println(n);
        return done(await(c));
    }

    @Async
    static Coroutine<String> deadAfterItsLastUse(Coroutine<String> a, Coroutine<String> b) {
        byte[] large = new byte[1 << 20];
        int length = large.length;
        String first = await(a);
        String second = await(b);
        return done(first + second + length);
    }

    @Async
    static Coroutine<Integer> overwrittenBeforeItIsRead(Coroutine<Integer> c) {
        int n = 1;
        System.out.println(n);
        await(c);
        n = 2;
        return done(n);
    }

    @Async
    static Coroutine<Integer> readOnOneBranchOnly(Coroutine<Boolean> c, Coroutine<Integer> d, int a, int b) {
        if (await(c)) {
            return done(a + await(d));
        }
        return done(b);
    }

    @Async
    static Coroutine<String> readOnlyInHandler(Coroutine<String> a, Coroutine<String> b, String fallback) {
        String first = await(a);
        try {
            return done(first + await(b));
        } catch (RuntimeException e) {
            return done(fallback);
        }
    }

    @Async
    static Coroutine<String> readOnlyInFinally(Coroutine<String> a, Coroutine<String> b, long started, double rate) {
        try {
            await(a);
            return done(await(b));
        } finally {
            System.out.println(started * rate);
        }
    }

    @Async
    static Coroutine<Integer> assignedBetweenAwaitsReadInHandler(Coroutine<Integer> a, Coroutine<Integer> b) {
        int progress = 0;
        try {
            await(a);
            progress = 1;
            await(b);
            progress = 2;
        } catch (RuntimeException e) {
            return done(progress);
        }
        return done(progress);
    }

    @Async
    static Coroutine<String> exceptionKeptOverAwaitInCatch(Coroutine<String> a) throws Exception {
        try {
            System.out.println("x");
        } catch (RuntimeException e) {
            await(a);
            throw e;
        }
        return done("y");
    }

    @Async
    static Coroutine<String> exceptionKeptOverAwaitInFinally(Coroutine<String> a) {
        try {
            System.out.println("x");
        } finally {
            await(a);
        }
        return done("y");
    }

    @Async
    static Coroutine<Integer> carriedByTheLoop(Coroutine<Integer>[] all) {
        int sum = 0;
        for (int i = 0; i < all.length; i++) {
            sum += await(all[i]);
        }
        return done(sum);
    }

    @Async
    static Coroutine<Integer> arrayForEach(Coroutine<Integer>[] all) {
        int sum = 0;
        for (Coroutine<Integer> c : all) {
            sum += await(c);
        }
        return done(sum);
    }

    @Async
    static Coroutine<Void> nothingLive(Coroutine<Integer> a, Coroutine<Integer> b) {
        await(a);
        return done();
    }
}
