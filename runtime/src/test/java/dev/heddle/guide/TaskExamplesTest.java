package dev.heddle.guide;

import static dev.heddle.Coroutines.asCompleted;
import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.deadline;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.firstSuccess;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.gatherOutcomes;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.race;
import static dev.heddle.Coroutines.retry;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.waitFirst;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncStream;
import dev.heddle.Backoff;
import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Outcome;
import dev.heddle.ScopeOptions;
import dev.heddle.ScopePolicy;
import dev.heddle.Startup;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.Waited;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of the page on tasks and scopes. */
class TaskExamplesTest {
    private final List<String> log = new ArrayList<>();

    private static <T> T run(Coroutine<T> program) {
        return Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), program);
    }

    @Async
    private static Coroutine<String> fetch(String what) throws IOException {
        await(sleep(Duration.ofMillis(100)));
        return done(what);
    }

    @Async
    private static Coroutine<Void> refresh() {
        while (true) {
            await(sleep(Duration.ofSeconds(1)));
        }
    }

    @Async
    Coroutine<String> load(String user) throws IOException {
        try (TaskScope scope = TaskScope.open(deadline(2, SECONDS).named("load"))) {
            Task<String> page = scope.spawn(fetch("page"));
            Task<String> name = scope.spawn("user", fetch(user));
            scope.spawnDaemon("refresh", refresh());
            return done(await(page) + " for " + await(name));
        }
    }

    @Test
    void scopes() throws IOException {
        assertThat(run(load("ann"))).isEqualTo("page for ann");
    }

    @Async
    Coroutine<String> firstOf(List<String> mirrors) throws IOException {
        TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.FIRST_SUCCESS));
        try (scope) {
            for (String mirror : mirrors) {
                scope.spawn(fetch(mirror));
            }
        }
        return done((String) scope.winner().result());
    }

    @Async
    Coroutine<Void> crawl(List<String> pages) throws IOException {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().limit(8))) {
            for (String page : pages) {
                await(scope.spawnWhenFree(fetch(page)));
            }
        }
        return done();
    }

    @Async
    Coroutine<Void> server(Startup<Integer> startup) {
        await(sleep(Duration.ofSeconds(1)));
        startup.ready(8080);
        await(sleep(Duration.ofSeconds(9)));
        return done();
    }

    @Async
    Coroutine<Integer> startServer(TaskScope scope) {
        return scope.start("server", this::server);
    }

    @Test
    void policies() throws IOException {
        assertThat(run(firstOf(List.of("a", "b")))).isEqualTo("a");
        run(crawl(List.of("a", "b", "c")));
        assertThat(run(TaskScope.run(this::startServer))).isEqualTo(8080);
    }

    @Async
    Coroutine<Void> work() throws DeadlineExceeded {
        try {
            await(sleep(Duration.ofHours(1)));
        } catch (Cancelled cancelled) {
            log.add(cancelled.reason().origin() + ": " + cancelled.reason().message());
            throw cancelled;
        } finally {
            try (TaskScope cleanUp = TaskScope.open(ScopeOptions.shield(Duration.ofSeconds(5)))) {
                await(sleep(Duration.ofSeconds(1)));
                log.add("cleaned up with " + cleanUp.timeLeft() + " left");
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> cancelling() throws DeadlineExceeded {
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> task = scope.spawn(work());
            await(sleep(Duration.ofSeconds(1)));
            task.cancel("not needed any more");
        }
        return done();
    }

    @Async
    Coroutine<String> patient(TaskScope scope) throws IOException {
        String first = await(fetch("first"));
        scope.reschedule(Duration.ofSeconds(5));
        Duration left = Task.current().timeLeft();
        return done(first + ", " + left + " left");
    }

    @Test
    void cancellation() throws DeadlineExceeded {
        run(cancelling());
        assertThat(log).containsExactly("task `main`: not needed any more", "cleaned up with PT4S left");
        assertThat(run(TaskScope.run(deadline(2, SECONDS), this::patient))).isEqualTo("first, PT5S left");
    }

    @Async
    Coroutine<Void> combine() throws IOException, DeadlineExceeded {
        List<String> both = await(gather(fetch("a"), fetch("b")));
        List<Outcome<String>> ends = await(gatherOutcomes(fetch("a"), fetch("b")));
        String fastest = await(race(fetch("a"), fetch("b")));
        String any = await(firstSuccess(fetch("a"), fetch("b")));
        String inTime = await(timeout(Duration.ofSeconds(1), fetch("a")));
        String orNull = await(moveOnAfter(Duration.ofMillis(1), fetch("a")));
        Backoff backoff = Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(10))
                .attempts(5);
        String atLast = await(retry(backoff, () -> fetch("a")));
        log.add(both + " " + ends.size() + " " + fastest + any + inTime + orNull + atLast);
        return done();
    }

    @Async
    Coroutine<Void> inOrderOfEnd(List<Task<String>> tasks) {
        Waited<String> some = await(waitFirst(tasks));
        log.add(some.ended().size() + " of " + tasks.size());
        try (AsyncStream<Task<String>> ended = asCompleted(tasks)) {
            while (await(ended.advance())) {
                log.add(ended.value().result());
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> waiting() throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            await(inOrderOfEnd(List.of(scope.spawn(fetch("a")), scope.spawn(fetch("b")))));
        }
        return done();
    }

    @Test
    void combinators() throws IOException, DeadlineExceeded {
        run(combine());
        run(waiting());
        assertThat(log).containsExactly("[a, b] 2 aaanulla", "2 of 2", "a", "b");
    }

    @Test
    void loops() throws IOException {
        LoopOptions options = LoopOptions.defaults().engine(ScriptedEngine::new).shutdownWithin(Duration.ofSeconds(10));
        try (Loop loop = Loop.open(options)) {
            loop.rootScope().spawnDaemon("refresh", refresh());
            String one = loop.runUntilComplete(fetch("one"));
            String two = loop.runUntilComplete(fetch("two"));
            Duration pause = loop.turn(Duration.ZERO);
            log.add(one + two + loop.tasks() + pause.isZero());
        }
        assertThat(log).containsExactly("onetwo[task `refresh`]false");
    }
}
