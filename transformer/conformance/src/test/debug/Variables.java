package debug;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.List;
import java.util.function.IntFunction;

/** What is in scope around awaits. */
class Variables {
    private int field = 7;

    @Case
    @Async
    static Coroutine<String> slotsReused() {
        String all = "";
        {
            int a = await(Probe.of(1));
            long b = a + 1L;
            all += a + b;
            await(Probe.of(0));
            all += b;
        }
        {
            String a = await(Probe.of("x"));
            double b = 0.5;
            all += a + b;
            await(Probe.of(0));
            all += b;
        }
        return done(all);
    }

    @Case
    @Async
    static Coroutine<Double> wide() {
        long a = 1L << 40;
        double b = 2.5;
        int between = 3;
        float c = await(Probe.of(1f));
        long d = a + await(Probe.of(between));
        b += await(Probe.of(b)) + c;
        return done(b + d);
    }

    @Case
    @Async
    static Coroutine<Integer> deadAfterTheAwait() {
        String dead = "dead";
        int length = dead.length();
        int got = await(Probe.of(length));
        int unused = 12;
        got += await(Probe.of(1));
        return done(got);
    }

    @Case
    @Async
    static Coroutine<Integer> assignedLater() {
        int late;
        boolean early = await(Probe.of(true));
        if (early) {
            late = 1;
        } else {
            late = 2;
        }
        await(Probe.of(0));
        return done(late);
    }

    @Case
    @Async
    static Coroutine<String> lambdas() {
        List<String> words = List.of("a", "b");
        String joined = "";
        IntFunction<Coroutine<String>> twice = n -> {
            String word = words.get(n);
            return done(word + await(Probe.of(word)));
        };
        joined += await(twice.apply(0));
        joined += await(twice.apply(1));
        return done(joined);
    }

    @Case
    static Coroutine<Integer> instance() {
        return new Variables().method(3, "abc");
    }

    @Case
    static Coroutine<Integer> instanceThatIsNotUsedAgain() {
        return new Variables().forgotten(3);
    }

    @Async
    private Coroutine<Integer> forgotten(int n) {
        int sum = n + field;
        sum += await(Probe.of(1));
        return done(sum);
    }

    @Async
    private Coroutine<Integer> method(int n, String text) {
        int sum = n;
        sum += await(Probe.of(field));
        sum += text.length();
        sum += await(Probe.of(1));
        int last = field;
        return done(sum + last);
    }
}
