package dev.heddle.coroutine;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Methods that return futures, woven. */
class HotRunTest {
    private final LoopOptions options = LoopOptions.defaults().engine(ScriptedEngine::new);

    @Async
    private CompletableFuture<String> runALoop() {
        return CompletableFuture.completedFuture(Loop.run(options, awaitsAFuture()));
    }

    @Async
    private Coroutine<String> awaitsAFuture() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Loop.current().schedule(Duration.ofSeconds(1), () -> future.complete("came"));
        return done(await(future));
    }

    @Test
    void aLoopThatRunsInsideAHotMethodAwaitsFuturesOnItsOwn() {
        assertThat(runALoop()).isCompletedWithValue("came");
    }

    @Async
    private CompletableFuture<String> runALoopThatPosts() {
        return CompletableFuture.completedFuture(Loop.run(options, callsHotFromACallback()));
    }

    @Async
    private Coroutine<String> callsHotFromACallback() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Loop.current().post(() -> sleeps().thenAccept(future::complete));
        return done(await(future));
    }

    @Async
    private static CompletableFuture<String> sleeps() {
        await(sleep(Duration.ofSeconds(1)));
        return CompletableFuture.completedFuture("slept");
    }

    @Test
    void aHotMethodCalledByACallbackOfSuchALoopRunsInThatLoop() {
        assertThat(runALoopThatPosts()).isCompletedWithValue("slept");
    }
}
