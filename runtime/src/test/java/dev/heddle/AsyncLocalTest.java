package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import dev.heddle.testing.junit.AsyncTest;
import dev.heddle.testing.junit.Explore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncLocalTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final AsyncLocal<String> USER = AsyncLocal.of("nobody");
    private static final AsyncLocal<Integer> LEVEL = AsyncLocal.of(0);

    @Async
    private static Coroutine<String> userAfter(int seconds) {
        await(sleep(SECOND.multipliedBy(seconds)));
        return done(USER.get());
    }

    @Async
    private static Coroutine<Void> fails() throws IOException {
        await(sleep(SECOND));
        throw new IOException("boom");
    }

    @Async
    @AsyncTest
    Coroutine<Void> aValueHoldsForTheTimeOfACoroutine() {
        assertThat(await(USER.with("alice", userAfter(1)))).isEqualTo("alice");
        assertThat(USER.get()).isEqualTo("nobody");
        return done();
    }

    @Async
    @AsyncTest
    Coroutine<Void> theInnermostValueHolds() {
        String both = await(USER.with("alice", LEVEL.with(1, USER.with("bob", userAndLevel()))));
        assertThat(both).isEqualTo("bob 1");
        return done();
    }

    @Async
    private static Coroutine<String> userAndLevel() {
        await(sleep(SECOND));
        return done(USER.get() + " " + LEVEL.get());
    }

    @Async
    @AsyncTest
    Coroutine<Void> aFailureEndsTheBindingToo() {
        try {
            await(USER.with("alice", fails()));
        } catch (IOException boom) {
            assertThat(USER.get()).isEqualTo("nobody");
            return done();
        }
        throw new AssertionError("it did not fail");
    }

    @Async
    @AsyncTest(seeds = 5)
    Coroutine<Void> tasksDoNotSeeTheValuesOfOthers() {
        List<String> users =
                await(gather(USER.with("alice", userAfter(3)), userAfter(2), USER.with("bob", userAfter(1))));
        assertThat(users).containsExactly("alice", "nobody", "bob");
        return done();
    }

    @Async
    @AsyncTest
    Coroutine<Void> whatIsSpawnedInheritsTheValueAndKeepsIt() {
        try (TaskScope scope = TaskScope.open()) {
            Task<String> task = await(USER.with("alice", spawned(scope)));
            assertThat(USER.get()).isEqualTo("nobody");
            assertThat(await(task)).isEqualTo("alice");
        }
        return done();
    }

    @Async
    private static Coroutine<Task<String>> spawned(TaskScope scope) {
        return done(scope.spawn(grandchild()));
    }

    @Async
    private static Coroutine<String> grandchild() {
        await(sleep(SECOND));
        try (TaskScope scope = TaskScope.open()) {
            return done(await(scope.spawn(userAfter(1))));
        }
    }

    @Async
    @AsyncTest(seeds = 2, explore = Explore.CANCEL_EVERYWHERE)
    Coroutine<Void> whateverHappensNobodySeesTheValueOfAnother() {
        List<Coroutine<String>> each = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            each.add(USER.with("user " + i, userAfter(1)));
        }
        assertThat(await(gather(each))).containsExactly("user 0", "user 1", "user 2");
        return done();
    }

    @Test
    void outsideOfLoopsItHasItsInitialValue() {
        assertThat(USER.get()).isEqualTo("nobody");
    }

    @Test
    void callbacksHaveTheValuesOfWhoHandedThemOver() {
        List<String> seen = new ArrayList<>();
        World world = new World();

        world.run(USER.with("alice", handingOver(seen)));

        assertThat(seen).containsExactly("execute alice", "post alice", "schedule alice, then bob");
        assertThat(USER.get()).isEqualTo("nobody");
    }

    @Async
    private static Coroutine<Void> handingOver(List<String> seen) {
        Loop loop = Loop.current();
        loop.post(() -> seen.add("post " + USER.get()));
        loop.execute(() -> seen.add("execute " + USER.get()));
        loop.schedule(SECOND, () -> loop.rootScope().spawn(USER.with("bob", telling(seen, USER.get()))));
        await(sleep(SECOND.multipliedBy(2)));
        return done();
    }

    @Async
    private static Coroutine<Void> telling(List<String> seen, String before) {
        seen.add("schedule " + before + ", then " + USER.get());
        return done();
    }

    @Test
    void blockingCallsHaveTheValuesToo() {
        assertThat(Loop.run(USER.with("alice", seenByABlockingCall()))).isEqualTo("alice");
        assertThat(Loop.run(seenByABlockingCall())).isEqualTo("nobody");
    }

    @Async
    private static Coroutine<String> seenByABlockingCall() {
        return done(await(blocking(USER::get)));
    }
}
