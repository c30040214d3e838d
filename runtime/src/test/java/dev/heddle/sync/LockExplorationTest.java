package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
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

        /** Spawns what there is besides the users. */
        void besides(TaskScope scope) {}

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                besides(scope);
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

    /** Makes calls on other threads, more than one at a time: when they end is up to the machine. */
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

    /**
     * Makes calls on other threads, one at a time, while a clock ticks. In virtual time each call takes as long as the others,
     * and begins and ends at once: the world stands still while a thread is about to do that. So a fault finds its point again,
     * although what it finds there is up to the machine: a call that has not begun, that runs, or that has ended a moment ago.
     */
    private static final class WatchedUsers extends Users {
        /** With so many looks of that length at a call, no call ends when the clock ticks. */
        private static final int LOOKS = 5;

        private static final Duration BETWEEN_LOOKS = Duration.ofMillis(310);
        private static final Duration NO_TIME = Duration.ofNanos(1);

        private final ScriptedEngine engine = new ScriptedEngine().patience(Duration.ofMinutes(1));
        private final CapacityLimiter limiter = new CapacityLimiter(1);
        private final AtomicInteger calls = new AtomicInteger();
        private final java.util.concurrent.Semaphore mayEnd = new java.util.concurrent.Semaphore(0);
        private final AtomicInteger begun = new AtomicInteger();
        private boolean watched;

        /** How many calls have begun, the last of which has been looked at so often. */
        private int seen;

        private int looks;
        private int looksInNoTime;

        @Override
        public ScriptedEngine engine() {
            return engine;
        }

        @Override
        void besides(TaskScope scope) {
            scope.spawnDaemon("clock", ticks());
        }

        @Async
        private static Coroutine<Void> ticks() {
            while (true) {
                await(sleep(Duration.ofSeconds(1)));
            }
        }

        @Async
        @Override
        Coroutine<Void> once(int user) {
            if (!watched) {
                watched = true;
                engine.schedule(NO_TIME, this::look);
            }
            assertThat(await(limiter.blocking(this::call))).isEqualTo(1);
            return done();
        }

        private int call() throws InterruptedException {
            int now = calls.incrementAndGet();
            begun.incrementAndGet();
            try {
                mayEnd.acquire();
            } finally {
                calls.decrementAndGet();
            }
            return now;
        }

        /** Looks, on the thread of the loop and between its ticks, what has become of the call. */
        private void look() {
            watched = limiter.borrowed() > 0;
            if (!watched) {
                return;
            }
            if (begun.get() != seen) {
                seen = begun.get();
                looks = 0;
                mayEnd.drainPermits(); // a call that was interrupted has not taken its own
            }
            if (calls.get() == 1 && looks < LOOKS) {
                looks++;
                engine.schedule(BETWEEN_LOOKS, this::look);
                return;
            }
            if (calls.get() == 1 && looks == LOOKS) {
                looks++;
                mayEnd.release();
            }
            assertThat(++looksInNoTime).as("looks while nothing happens").isLessThan(50_000_000);
            Thread.yield();
            engine.schedule(NO_TIME, this::look);
        }

        @Override
        boolean isFree() {
            return limiter.borrowed() == 0 && limiter.waiters().isEmpty() && calls.get() == 0;
        }
    }

    @Test
    void callsThatBlockUnderEveryFault() {
        int runs = Exploration.of(WatchedUsers::new)
                .seeds(2)
                .faults(Fault.values())
                .run();
        assertThat(runs).isGreaterThan(2 * TASKS * TASKS);
    }
}
