package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a hold is held, not used
class ConditionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Mutex mutex = new Mutex().named("m");
    private final Condition condition = mutex.newCondition().named("c");
    private int items;

    @Async
    private Coroutine<Void> waiter(String name) {
        try (Hold ignored = await(mutex.acquire())) {
            try {
                await(condition.signalled());
                world.log(name + " signalled");
            } catch (Cancelled cancelled) {
                world.log(name + " cancelled, holds the lock: "
                        + mutex.holders().stream().map(Task::name).toList());
                throw cancelled;
            }
            await(sleep(SECOND));
        }
        return done();
    }

    @Test
    void aSignalLetsTheOneGoOnThatHasWaitedLongest() {
        world.run(TaskScope.run(scope -> {
            scope.spawn("a", waiter("a"));
            scope.spawn("b", waiter("b"));
            await(sleep(SECOND));
            assertThat(condition.waiters()).extracting(Task::name).containsExactly("a", "b");
            try (Hold ignored = await(mutex.acquire())) {
                condition.signal();
                world.log("signal");
                await(sleep(SECOND));
                condition.signal();
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  signal\n2s  a signalled\n3s  b signalled\n");
    }

    @Test
    void allGoOnOneAfterTheOther() {
        world.run(TaskScope.run(scope -> {
            scope.spawn("a", waiter("a"));
            scope.spawn("b", waiter("b"));
            await(sleep(SECOND));
            try (Hold ignored = await(mutex.acquire())) {
                condition.signalAll();
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  a signalled\n2s  b signalled\n");
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void aCancelledWaiterTakesTheLockAgainOnceBeforeItEnds() {
        world.run(TaskScope.run(scope -> {
            Task<Void> a = scope.spawn("a", waiter("a"));
            await(yieldNow());
            try (Hold ignored = await(mutex.acquire())) {
                a.cancel();
                a.cancel();
                await(sleep(SECOND));
                assertThat(condition.waiters()).isEmpty();
                assertThat(mutex.waiters()).extracting(Task::name).containsExactly("a");
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  a cancelled, holds the lock: [a]\n");
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void aCancelledWaiterTakesAFreeLockAtOnce() {
        world.run(TaskScope.run(scope -> {
            Task<Void> a = scope.spawn("a", waiter("a"));
            await(sleep(SECOND));
            a.cancel();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  a cancelled, holds the lock: [a]\n");
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void aSignalAfterTheCancellationGoesToTheNextWaiter() {
        world.run(TaskScope.run(scope -> {
            Task<Void> a = scope.spawn("a", waiter("a"));
            scope.spawn("b", waiter("b"));
            await(yieldNow());
            try (Hold ignored = await(mutex.acquire())) {
                a.cancel();
                condition.signal();
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a cancelled, holds the lock: [a]\n0s  b signalled\n");
    }

    @Test
    void aWaiterThatIsCancelledAfterTheSignalKeepsItAndThrowsAtTheNextAwait() {
        world.run(TaskScope.run(scope -> {
            Task<Void> a = scope.spawn("a", waiter("a"));
            await(yieldNow());
            try (Hold ignored = await(mutex.acquire())) {
                condition.signal();
                a.cancel();
            }
            await(yieldNow());
            await(yieldNow());
            assertThat(a.state()).isEqualTo(Task.State.CANCELLED);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a signalled\n");
    }

    @Async
    private Coroutine<Void> consumer() {
        try (Hold ignored = await(mutex.acquire())) {
            await(condition.until(() -> items > 1));
            world.log(items + " items");
        }
        return done();
    }

    @Test
    void untilWaitsForAsManySignalsAsItTakes() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(consumer());
            for (int i = 0; i < 3; i++) {
                await(sleep(SECOND));
                try (Hold ignored = await(mutex.acquire())) {
                    items++;
                    condition.signalAll();
                }
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("2s  2 items\n");
    }

    @Test
    void withoutTheLockItIsRefused() {
        world.run(TaskScope.run(scope -> {
            assertThatThrownBy(condition::signal)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task `main` does not hold mutex `m`");
            try {
                await(condition.signalled());
            } catch (IllegalStateException refusal) {
                world.log(refusal.getMessage());
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  task `main` does not hold mutex `m`\n");
    }
}
