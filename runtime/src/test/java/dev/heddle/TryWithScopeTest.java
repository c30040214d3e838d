package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.deadline;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Scopes in woven try-with-resources, as users write them. */
class TryWithScopeTest {
    private final World world = new World();
    private final IOException boom = new IOException("boom");

    @Async
    private Coroutine<String> load() {
        try (TaskScope scope = TaskScope.open(deadline(2, SECONDS).named("load"))) {
            Task<String> html = scope.spawn(fetch("html", 1));
            Task<String> user = scope.spawn("user", fetch("user", 1));
            scope.spawnDaemon("progress", world.after(9, "progress"));
            return done(await(html) + " for " + await(user));
        }
    }

    @Async
    private Coroutine<String> fetch(String what, int seconds) {
        await(sleep(Duration.ofSeconds(seconds)));
        world.log("fetched " + what);
        return done(what);
    }

    @Test
    void aReturnAwaitsTheChildren() {
        assertThat(world.run(load())).isEqualTo("html for user");
        assertThat(world.trace()).isEqualTo("""
                        1s  fetched html
                        1s  fetched user
                        1s  progress: dev.heddle.Cancelled: task `progress` was cancelled
                        """);
    }

    @Async
    private Coroutine<String> failInBody() throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn("child", world.after(9, "child"));
            scope.spawn(world.failingWhenCancelled(new IOException("late")));
            await(sleep(Duration.ofSeconds(1)));
            throw boom;
        }
    }

    @Test
    void anExceptionCancelsTheChildrenAndKeepsTheirFailures() {
        Throwable thrown = catchThrowable(() -> world.run(failInBody()));

        assertThat(thrown).isSameAs(boom);
        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(thrown.getSuppressed()[0]).isInstanceOf(ScopeFailed.class).hasRootCauseMessage("late");
        assertThat(world.trace()).isEqualTo("1s  child: dev.heddle.Cancelled: task `child` was cancelled\n");
    }

    @Async
    private Coroutine<String> recover() {
        try (TaskScope scope = TaskScope.open(deadline(1, SECONDS))) {
            return done(await(scope.spawn(fetch("too late", 5))));
        } catch (Exception e) {
            await(sleep(Duration.ofSeconds(1)));
            return done("recovered from " + e.getClass().getSimpleName());
        }
    }

    @Test
    void behindTheScopeTheTaskCanAwaitAgain() {
        assertThat(world.run(recover())).isEqualTo("recovered from DeadlineExceeded");
    }

    @Async
    private CompletableFuture<String> hot() {
        world.log("hot starts");
        await(sleep(Duration.ofSeconds(1)));
        world.log("hot ends");
        return CompletableFuture.completedFuture("hot");
    }

    @Async
    private Coroutine<String> callHot() {
        CompletableFuture<String> future = hot();
        world.log("called");
        return done(await(future));
    }

    @Test
    void aHotMethodInsideALoopSleepsOnThatLoop() {
        assertThat(world.run(callHot())).isEqualTo("hot");
        assertThat(world.trace()).isEqualTo("""
                        0s  hot starts
                        0s  called
                        1s  hot ends
                        """);
    }

    @Test
    void taskNamesComeFromTheirMethods() {
        world.run(spawnOne());
        assertThat(world.trace()).isEqualTo("0s  fetch-2\n");
    }

    @Async
    private Coroutine<Void> spawnOne() {
        try (TaskScope scope = TaskScope.open()) {
            Task<String> task = scope.spawn(fetch("x", 1));
            world.log(task.name());
            scope.cancel();
        }
        return done();
    }

    @Async
    private Coroutine<Void> cleanUpAfterFailure(IOException first, IOException late) throws Exception {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(world.failing(1, first));
            scope.spawn(lateFailure(late));
            try {
                await(sleep(Duration.ofSeconds(9)));
            } finally {
                await(sleep(Duration.ofSeconds(9)));
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> lateFailure(IOException late) throws Exception {
        try {
            await(sleep(Duration.ofSeconds(9)));
        } catch (Cancelled ending) {
            await(shield(Duration.ofSeconds(9), sleep(Duration.ofSeconds(1))));
            throw late;
        }
        return done();
    }

    @Test
    void aFailureThatComesAfterTheBodyWasToldTwiceIsKeptByTheExceptionThatLeavesTheScope() {
        IOException late = new IOException("late");
        Throwable thrown = catchThrowable(() -> world.run(cleanUpAfterFailure(boom, late)));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom).hasSuppressedException(late);
    }

    @Async
    private Coroutine<Void> rethrowTheFirst(IOException first, IOException late) throws Exception {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(world.failing(1, first));
            scope.spawn(lateFailure(late));
            try {
                await(sleep(Duration.ofSeconds(9)));
            } catch (ScopeFailed failed) {
                assertThat(await(sleepQuietly())).isInstanceOf(ScopeFailed.class);
                throw failed;
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Throwable> sleepQuietly() {
        try {
            await(sleep(Duration.ofSeconds(9)));
        } catch (Exception told) {
            return done(told);
        }
        return done(new AssertionError("slept"));
    }

    @Test
    void theExceptionThatTheBodyWasToldFirstKeepsLaterFailuresToo() {
        IOException late = new IOException("late");
        Throwable thrown = catchThrowable(() -> world.run(rethrowTheFirst(boom, late)));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom).hasSuppressedException(late);
    }

    @Async
    private Coroutine<Void> rethrowTheSecondOfThree(IOException first, IOException late) throws Exception {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(world.failing(1, first));
            scope.spawn(lateFailure(late));
            Throwable told = await(sleepQuietly());
            Throwable second = await(sleepQuietly());
            Throwable third = await(sleepQuietly());
            assertThat(told).isNotSameAs(second).isNotSameAs(third);
            throw (ScopeFailed) second;
        }
    }

    @Test
    void anyExceptionThatTheBodyWasToldKeepsLaterFailures() {
        IOException late = new IOException("late");
        Throwable thrown = catchThrowable(() -> world.run(rethrowTheSecondOfThree(boom, late)));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom).hasSuppressedException(late);
    }

    @Async
    private Coroutine<Void> cleanUpWithAHotMethod() throws DeadlineExceeded {
        try {
            await(sleep(Duration.ofSeconds(1000)));
        } finally {
            await(shield(Duration.ofSeconds(10), callHot()));
            world.log("cleaned up");
        }
        return done();
    }

    @Test
    void hotMethodsWorkInTheCleanUpOfALoopThatIsClosed() throws Exception {
        try (Loop loop = Loop.open(world.options())) {
            loop.rootScope().spawn(cleanUpWithAHotMethod());
            loop.runUntilComplete(world.after(1, "main"));
        }

        assertThat(world.reports).isEmpty();
        assertThat(world.trace()).isEqualTo("""
                        1s  main
                        1s  hot starts
                        1s  called
                        2s  hot ends
                        2s  cleaned up
                        """);
    }
}
