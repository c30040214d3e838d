package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Allocation;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a hold is held, not used
class MutexTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Mutex mutex = new Mutex().named("m");

    @Async
    private Coroutine<Void> user(String name) {
        try (Hold ignored = await(mutex.acquire())) {
            world.log(name + " in");
            await(sleep(SECOND));
            world.log(name + " out");
        }
        return done();
    }

    @Test
    void tasksGetTheLockInTheOrderInWhichTheyAsk() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(user("a"));
            scope.spawn(user("b"));
            scope.spawn(user("c"));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        0s  a in
                        1s  a out
                        1s  b in
                        2s  b out
                        2s  c in
                        3s  c out
                        """);
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void whoGivesBackAndAsksAgainDoesNotPassThoseWhoWait() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(twice("a"));
            scope.spawn(twice("b"));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a\n0s  b\n0s  a\n0s  b\n");
    }

    @Async
    private Coroutine<Void> twice(String name) {
        for (int i = 0; i < 2; i++) {
            try (Hold ignored = await(mutex.acquire())) {
                world.log(name);
                await(yieldNow());
            }
        }
        return done();
    }

    @Test
    void aCancelledWaiterLeavesTheQueue() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(user("a"));
            Task<Void> b = scope.spawn(user("b"));
            scope.spawn(user("c"));
            await(yieldNow());
            b.cancel();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a in\n1s  a out\n1s  c in\n2s  c out\n");
    }

    @Test
    void aWaiterThatIsCancelledAfterItGotTheLockPassesItOnWhenItsBlockIsLeft() {
        world.run(TaskScope.run(scope -> {
            Task<Void> b;
            try (Hold ignored = await(mutex.acquire())) {
                b = scope.spawn("b", user("b"));
                scope.spawn(user("c"));
                await(yieldNow());
            } // hands the lock to b, which is ready now and has not run
            assertThat(mutex.owner()).isSameAs(b);
            b.cancel();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  b in\n0s  c in\n1s  c out\n");
    }

    @Test
    void aTimeoutOfAWaitTakesNothing() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(user("a"));
            await(yieldNow());
            try {
                await(timeout(Duration.ofMillis(500), mutex.acquire()));
            } catch (DeadlineExceeded late) {
                world.log("late");
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a in\n0.5s  late\n1s  a out\n");
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void askingForWhatOneHoldsIsRefused() {
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            try (Hold ignored = await(mutex.acquire())) {
                await(mutex.acquire());
            }
            return done();
        })));

        assertThat(thrown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("task `main` holds mutex `m` already: it would wait for itself");
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void onlyTheTaskThatHoldsTheLockMayGiveItBack() {
        world.run(TaskScope.run(scope -> {
            Hold hold = await(mutex.acquire());
            Task<Void> other = scope.spawn("other", closing(hold));
            await(other);
            hold.close();
            assertThatThrownBy(hold::close).hasMessage("task `main` cannot give back mutex `m`, which nobody holds");
            return done();
        }));
        assertThat(world.trace())
                .isEqualTo("0s  task `other` cannot give back mutex `m`, which is held by task `main`\n");
    }

    @Async
    private Coroutine<Void> closing(Hold hold) {
        try {
            hold.close();
        } catch (IllegalStateException refusal) {
            world.log(refusal.getMessage());
        }
        return done();
    }

    @Test
    void whatATaskHasTakenAndReturnedIsGivenBackByWhoGotIt() {
        world.run(TaskScope.run(scope -> {
            Hold hold = await(scope.spawn(mutex.acquire()));
            hold.close();
            return done();
        }));

        assertThat(mutex.owner()).isNull();
    }

    @Test
    void tryAcquireTakesAFreeLockOnly() {
        world.run(TaskScope.run(scope -> {
            try (Hold first = mutex.tryAcquire()) {
                assertThat(first).isNotNull();
                assertThat(mutex.tryAcquire()).isNull();
            }
            try (Hold second = mutex.tryAcquire()) {
                assertThat(second).isNotNull();
            }
            return done();
        }));
    }

    @Test
    void itTellsWhoHoldsItAndWhoWaits() {
        world.run(TaskScope.run(scope -> {
            Task<Void> a = scope.spawn("a", user("a"));
            Task<Void> b = scope.spawn("b", user("b"));
            Task<Void> c = scope.spawn("c", user("c"));
            await(yieldNow());
            assertThat(mutex.holders()).hasSize(1).first().isSameAs(a);
            assertThat(mutex.waiters()).hasSize(2);
            assertThat(mutex.waiters().get(0)).isSameAs(b);
            assertThat(mutex.waiters().get(1)).isSameAs(c);
            assertThat(mutex).hasToString("mutex `m`");
            return done();
        }));
        assertThat(mutex.holders()).isEmpty();
        assertThat(mutex.waiters()).isEmpty();
    }

    @Test
    void anotherThreadIsRefusedByName() {
        Throwable[] thrown = new Throwable[1];
        world.run(TaskScope.run(scope -> {
            Hold hold = await(mutex.acquire());
            thrown[0] = onAnotherThread(hold::close);
            hold.close();
            return done();
        }));

        assertThat(thrown[0])
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("`close` of mutex `m` was called on thread `stranger`, but it belongs to loop `test`, which"
                        + " does not run there: use its execute");
    }

    private static Throwable onAnotherThread(ThrowingCallable action) throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Thread stranger = new Thread(() -> thrown[0] = catchThrowable(action), "stranger");
        stranger.start();
        stranger.join();
        return thrown[0];
    }

    @Test
    void anotherLoopIsRefusedByName() {
        world.run(user("a"));

        assertThatThrownBy(() -> Loop.run(world.options().named("second"), user("b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("`acquire` of mutex `m`")
                .hasMessageContaining("belongs to loop `test`");
    }

    @Test
    void aCancelledTaskTakesNothing() {
        world.run(TaskScope.run(scope -> {
            scope.cancel();
            try {
                await(mutex.acquire());
            } catch (Cancelled cancelled) {
                world.log("cancelled");
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  cancelled\n");
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void takingAndGivingBackWithoutWaitingAllocatesNothingButWhereItLetsOthersRun()
            throws ReflectiveOperationException {
        assertThat(world.run(bytesFor(5_000_000))).isLessThan(2_500_000);
    }

    @Async
    private Coroutine<Long> bytesFor(int rounds) throws ReflectiveOperationException {
        int count = await(rounds(200_000));
        long before = Allocation.bytes();
        count += await(rounds(rounds));
        long bytes = Allocation.bytes() - before;
        assertThat(count).isEqualTo(rounds + 200_000);
        return done(bytes);
    }

    @Async
    private Coroutine<Integer> rounds(int rounds) {
        int count = 0;
        for (int i = 0; i < rounds; i++) {
            try (Hold ignored = await(mutex.acquire())) {
                count++;
            }
        }
        return done(count);
    }
}
