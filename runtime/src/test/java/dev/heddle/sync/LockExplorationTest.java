package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.DeadlineExceeded;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import dev.heddle.testing.InjectedFailure;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Locks and limits under every fault in shuffled schedules: never too many inside, and free in the end. */
@SuppressWarnings("try") // a hold is held, not used
class LockExplorationTest {
    private static final int SEEDS = 8;
    private static final int TASKS = 4;

    /** Tasks that go in and out and count who is inside. */
    private abstract static class Users implements Exploration.Trial {
        int inside;

        /** Goes in once, and calls {@link #visit} there. */
        abstract Coroutine<Void> once(int user) throws DeadlineExceeded;

        abstract boolean isFree();

        /** What is allowed inside. */
        boolean allows(int count) {
            return count == 1;
        }

        @Async
        Coroutine<Void> visit() {
            inside++;
            try {
                assertThat(allows(inside)).isTrue();
                await(yieldNow());
                assertThat(allows(inside)).isTrue();
            } finally {
                inside--;
            }
            return done();
        }

        @Async
        private Coroutine<Void> user(int number) throws DeadlineExceeded {
            for (int i = 0; i < 2; i++) {
                await(once(number));
            }
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                for (int i = 0; i < TASKS; i++) {
                    scope.spawn("user " + i, user(i));
                }
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(inside).isZero();
            assertThat(isFree()).isTrue();
        }
    }

    private static final class MutexUsers extends Users {
        private final Mutex mutex = new Mutex();

        @Async
        @Override
        Coroutine<Void> once(int user) {
            try (Hold ignored = await(mutex.acquire())) {
                await(visit());
            }
            return done();
        }

        @Override
        boolean isFree() {
            return mutex.owner() == null && mutex.waiters().isEmpty();
        }
    }

    private static final class SemaphoreUsers extends Users {
        private final Semaphore semaphore = new Semaphore(2);

        @Async
        @Override
        Coroutine<Void> once(int user) {
            try (Hold ignored = await(semaphore.acquire())) {
                await(visit());
            }
            return done();
        }

        @Override
        boolean allows(int count) {
            return count <= 2;
        }

        @Override
        boolean isFree() {
            return semaphore.free() == 2 && semaphore.waiters().isEmpty();
        }
    }

    /** Each task waits for its turn, takes it, and signals. A signal that is lost would let the others wait for ever. */
    private static final class ConditionUsers extends Users {
        private final Mutex mutex = new Mutex();
        private final Condition condition = mutex.newCondition();
        private boolean busy;

        /** True once a fault has struck who was leaving, and all others are cancelled. */
        private boolean stuck;

        @Async
        @Override
        Coroutine<Void> once(int user) throws DeadlineExceeded {
            try (Hold ignored = await(mutex.acquire())) {
                await(condition.until(() -> !busy));
                busy = true;
            }
            try {
                await(visit());
            } finally {
                try {
                    await(shield(Duration.ofSeconds(1), leave()));
                } catch (InjectedFailure | DeadlineExceeded struck) {
                    stuck = true;
                    throw struck;
                }
            }
            return done();
        }

        @Async
        private Coroutine<Void> leave() {
            try (Hold ignored = await(mutex.acquire())) {
                busy = false;
                condition.signal();
            }
            return done();
        }

        @Override
        boolean isFree() {
            return mutex.owner() == null && busy == stuck && condition.waiters().isEmpty();
        }
    }

    /** Even users read, odd ones write. */
    private static final class ReadWriteUsers extends Users {
        private final ReadWriteLock lock = new ReadWriteLock();
        private int writers;

        @Async
        @Override
        Coroutine<Void> once(int user) {
            if (user % 2 == 0) {
                try (Hold ignored = await(lock.acquireRead())) {
                    await(visit());
                }
            } else {
                try (Hold ignored = await(lock.acquireWrite())) {
                    writers++;
                    try {
                        await(visit());
                    } finally {
                        writers--;
                    }
                }
            }
            return done();
        }

        @Override
        boolean allows(int count) {
            return writers == 0 || count == 1;
        }

        @Override
        boolean isFree() {
            return lock.holders().isEmpty() && lock.waiters().isEmpty();
        }
    }

    private static final class LimiterUsers extends Users {
        private final CapacityLimiter limiter = new CapacityLimiter(1);

        @Async
        @Override
        Coroutine<Void> once(int user) {
            try (Hold ignored = await(limiter.acquire())) {
                limiter.resize(2);
                await(visit());
            }
            return done();
        }

        @Override
        boolean allows(int count) {
            return count <= limiter.capacity();
        }

        @Override
        boolean isFree() {
            return limiter.borrowed() == 0 && limiter.waiters().isEmpty();
        }
    }

    /** Takes one of two locks. */
    private static final class SelectUsers extends Users {
        private final Mutex mutex = new Mutex();
        private final Mutex other = new Mutex();

        @Async
        @Override
        Coroutine<Void> once(int user) {
            return Coroutines.select(mutex.onAcquire(this::visitAndClose), other.onAcquire(this::visitAndClose));
        }

        @Async
        private Coroutine<Void> visitAndClose(Hold hold) {
            try (hold) {
                await(visit());
            }
            return done();
        }

        @Override
        boolean allows(int count) {
            return count <= 2;
        }

        @Override
        boolean isFree() {
            return mutex.owner() == null
                    && other.owner() == null
                    && mutex.waiters().isEmpty()
                    && other.waiters().isEmpty();
        }
    }

    private static void explore(Supplier<Users> users) {
        int runs = Exploration.of(users).seeds(SEEDS).faults(Fault.values()).run();
        assertThat(runs).isGreaterThan(SEEDS * TASKS * TASKS);
    }

    @Test
    void mutex() {
        explore(MutexUsers::new);
    }

    @Test
    void semaphore() {
        explore(SemaphoreUsers::new);
    }

    @Test
    void condition() {
        explore(ConditionUsers::new);
    }

    @Test
    void readWriteLock() {
        explore(ReadWriteUsers::new);
    }

    @Test
    void capacityLimiter() {
        explore(LimiterUsers::new);
    }

    @Test
    void select() {
        explore(SelectUsers::new);
    }

    /** Makes calls on other threads. When those end is up to the machine, so that faults would not find their points again. */
    private static final class BlockingUsers extends Users {
        private final CapacityLimiter limiter = new CapacityLimiter(2);
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public ScriptedEngine engine() {
            return new ScriptedEngine().patience(Duration.ofMinutes(1));
        }

        @Async
        @Override
        Coroutine<Void> once(int user) {
            assertThat(await(limiter.blocking(this::callsAtATime))).isBetween(1, 2);
            return done();
        }

        private int callsAtATime() {
            int now = calls.incrementAndGet();
            Thread.yield();
            calls.decrementAndGet();
            return now;
        }

        @Override
        boolean isFree() {
            return limiter.borrowed() == 0 && limiter.waiters().isEmpty() && calls.get() == 0;
        }
    }

    @Test
    void callsThatBlock() {
        assertThat(Exploration.shuffle(SEEDS, BlockingUsers::new)).isEqualTo(SEEDS);
    }
}
