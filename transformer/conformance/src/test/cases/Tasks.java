package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;

/** Awaits of tasks, which run on their own where there is a loop. */
class Tasks {
    @Case
    @Async
    static Coroutine<String> taskAwaited() {
        return done(await(Probe.task("a")) + await(Probe.of("b")));
    }

    @Case
    @Async
    static Coroutine<Integer> primitivesFromTasks() {
        int x = 3;
        return done(x * await(Probe.task(4)) + (int) (long) await(Probe.task(5L)));
    }

    @Case
    @Async
    static Coroutine<String> tasksRunMeanwhile() {
        Awaitable<String> a = Probe.task("a");
        Awaitable<String> b = Probe.task("b");
        String c = await(Probe.of("c"));
        return done(await(b) + await(a) + c);
    }

    @Case
    @Async
    static Coroutine<String> failingTask() {
        Awaitable<String> a = Probe.task("a");
        try {
            return done(await(a));
        } catch (Exception e) {
            return done(e.getMessage() + await(Probe.task("!")));
        } finally {
            log("finally", await(Probe.task("f")));
        }
    }

    @Case
    @Async
    static Coroutine<Integer> nullFromTask() {
        Object nothing = await(Probe.task(null));
        return done(nothing == null ? await(Probe.task(1)) : 0);
    }

    @Case
    @Async
    static Coroutine<Integer> taskYieldsACoroutine() {
        Coroutine<Integer> inner = await(Probe.task(Probe.of(3)));
        return done(await(inner));
    }
}
