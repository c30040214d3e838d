package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A coroutine that is the result of another one is handed on as it is, whatever brings it: nobody starts it on the way. */
class CoroutineAsValueTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Coroutine<String> value = done("inner");

    private <T> T run(Coroutine<T> program) {
        return Loop.run(
                LoopOptions.defaults().engine(() -> new ScriptedEngine().patience(Duration.ofSeconds(30))), program);
    }

    @Async
    private Coroutine<Coroutine<String>> atOnce() {
        return done(value);
    }

    @Async
    private Coroutine<Coroutine<String>> later() {
        await(sleep(SECOND));
        return done(value);
    }

    @Async
    private Coroutine<Coroutine<String>> tail() {
        return later();
    }

    @Async
    private Coroutine<Coroutine<String>> overFinally() {
        try {
            return done(await(later()));
        } finally {
            await(sleep(SECOND));
        }
    }

    @Async
    private CompletableFuture<Coroutine<String>> hotLater(CompletableFuture<Coroutine<String>> source) {
        return CompletableFuture.completedFuture(await(source));
    }

    @Async
    private Coroutine<String> fused() {
        return done(await(await(atOnce())) + await(sleepThenName()));
    }

    @Async
    private Coroutine<String> sleepThenName() {
        return done(same(await(later())) + same(await(tail())) + same(await(overFinally())));
    }

    @Async
    private Coroutine<String> tasks() {
        String text = "";
        try (TaskScope scope = TaskScope.open()) {
            Task<Coroutine<String>> first = scope.spawn(atOnce());
            Task<Coroutine<String>> second = scope.spawn(tail());
            text += same(await(first)) + same(await(second)) + same(await(first));
            text += same(await(gather(later(), atOnce())).get(0));
            text += same(await(TaskScope.run(inside -> later())));
        }
        return done(text);
    }

    @Async
    private Coroutine<String> values() throws Exception {
        String text = same(await(timeout(SECOND.multipliedBy(2), later())));
        text += same(await(shield(SECOND, atOnce())));
        text += same(await(blocking(() -> value)));
        CompletableFuture<Coroutine<String>> future = new CompletableFuture<>();
        Loop.current().schedule(SECOND, () -> future.complete(value));
        CompletableFuture<Coroutine<String>> hot = hotLater(future);
        text += same(await(future)) + same(await(future)) + same(await(hot)) + same(await(hotLater(future)));
        return done(text);
    }

    private String same(Coroutine<String> result) {
        return result == value ? "=" : "!";
    }

    @Test
    void throughFusedCallsTailsAndFinally() {
        assertThat(run(fused())).isEqualTo("inner===");
    }

    @Test
    void throughTasks() {
        assertThat(run(tasks())).isEqualTo("=====");
    }

    @Test
    void throughTimeoutsBlockingCallsAndFutures() throws Exception {
        assertThat(run(values())).isEqualTo("=======");
    }

    @Test
    void throughHotMethodsOutsideALoop() {
        CompletableFuture<Coroutine<String>> source = new CompletableFuture<>();
        CompletableFuture<Coroutine<String>> hot = hotLater(source);
        source.complete(value);

        assertThat(hot).isCompletedWithValue(value);
        assertThat(hotLater(source)).isCompletedWithValue(value);
    }

    @Test
    void asTheResultOfTheLoop() {
        assertThat(run(tail())).isSameAs(value);
    }
}
