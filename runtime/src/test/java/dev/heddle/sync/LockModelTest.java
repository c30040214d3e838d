package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.Waitable;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Random acquisitions, releases and cancellations, with the order that two lists would give. */
class LockModelTest {
    private static final int SEEDS = 200;
    private static final int ACTIONS = 60;

    /** How a lock is acquired for one use, directly and as a case of a select. */
    private interface Lock {
        Coroutine<Hold> acquire(int user);

        SelectCase<Hold> onAcquire(int user);

        Waitable waitable();

        /** Whether a user may have it beside those that hold it. */
        boolean admits(List<Integer> holders, int user);
    }

    private static final class Run {
        private final Random random;
        private final Lock lock;
        private final Mutex other = new Mutex();
        private final List<Task<Void>> tasks = new ArrayList<>();
        private final List<Event> releases = new ArrayList<>();
        private final List<Integer> inside = new ArrayList<>();

        private final List<Integer> holders = new ArrayList<>();
        private final List<Integer> queue = new ArrayList<>();

        Run(int seed, IntFunction<Lock> locks) {
            random = new Random(seed);
            lock = locks.apply(1 + random.nextInt(3));
        }

        @Async
        private Coroutine<Void> user(int number, boolean selects) {
            Hold hold = selects
                    ? await(select(lock.onAcquire(number), other.onAcquire(Coroutines::done)))
                    : await(lock.acquire(number));
            inside.add(number);
            try (hold) {
                await(releases.get(number));
            } finally {
                inside.remove((Integer) number);
            }
            return done();
        }

        @Async
        Coroutine<Void> actions(TaskScope scope) {
            Hold unavailable = await(other.acquire());
            for (int i = 0; i < ACTIONS; i++) {
                act(scope);
                await(sleep(Duration.ofNanos(1))); // virtual time goes on when nothing is ready
                assertThat(inside).containsExactlyInAnyOrderElementsOf(holders);
                assertThat(lock.waitable().waiters()).extracting(Task::name).isEqualTo(names(queue));
                assertThat(other.waiters()).hasSizeLessThanOrEqualTo(queue.size());
            }
            releases.forEach(Event::set);
            for (Task<Void> task : tasks) {
                if (!task.isDone()) {
                    await(task);
                }
            }
            assertThat(lock.waitable().waiters()).isEmpty();
            assertThat(lock.waitable().holders()).isEmpty();
            unavailable.close();
            return done();
        }

        private static List<String> names(List<Integer> users) {
            return users.stream().map(String::valueOf).toList();
        }

        private void act(TaskScope scope) {
            int choice = random.nextInt(10);
            if (choice < 5 || tasks.isEmpty()) {
                int number = tasks.size();
                releases.add(new Event());
                tasks.add(scope.spawn(String.valueOf(number), user(number, random.nextBoolean())));
                queue.add(number);
            } else {
                int user = random.nextInt(tasks.size());
                if (choice < 8) {
                    releases.get(user).set();
                } else {
                    tasks.get(user).cancel();
                    queue.remove((Integer) user);
                    holders.remove((Integer) user);
                }
            }
            settle();
        }

        /** Serves the queue in order; whoever has been told to release does so when inside. */
        private void settle() {
            while (true) {
                if (holders.removeIf(holder -> releases.get(holder).isSet())) {
                    continue;
                }
                if (queue.isEmpty() || !lock.admits(holders, queue.get(0))) {
                    return;
                }
                holders.add(queue.remove(0));
            }
        }
    }

    private static void compare(IntFunction<Lock> locks) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, locks);
            try {
                new World().run(TaskScope.run(run::actions));
            } catch (Throwable failure) {
                throw new AssertionError("failed with seed " + seed, failure);
            }
        }
    }

    @Test
    void mutex() {
        compare(size -> new Lock() {
            private final Mutex mutex = new Mutex();

            @Override
            public Coroutine<Hold> acquire(int user) {
                return mutex.acquire();
            }

            @Override
            public SelectCase<Hold> onAcquire(int user) {
                return mutex.onAcquire(Coroutines::done);
            }

            @Override
            public Waitable waitable() {
                return mutex;
            }

            @Override
            public boolean admits(List<Integer> holders, int user) {
                return holders.isEmpty();
            }
        });
    }

    @Test
    void semaphore() {
        compare(size -> new Lock() {
            private final Semaphore semaphore = new Semaphore(size);

            @Override
            public Coroutine<Hold> acquire(int user) {
                return semaphore.acquire();
            }

            @Override
            public SelectCase<Hold> onAcquire(int user) {
                return semaphore.onAcquire(Coroutines::done);
            }

            @Override
            public Waitable waitable() {
                return semaphore;
            }

            @Override
            public boolean admits(List<Integer> holders, int user) {
                return holders.size() < size;
            }
        });
    }

    @Test
    void capacityLimiter() {
        compare(size -> new Lock() {
            private final CapacityLimiter limiter = new CapacityLimiter(size);

            @Override
            public Coroutine<Hold> acquire(int user) {
                return limiter.acquire();
            }

            @Override
            public SelectCase<Hold> onAcquire(int user) {
                return limiter.onAcquire(Coroutines::done);
            }

            @Override
            public Waitable waitable() {
                return limiter;
            }

            @Override
            public boolean admits(List<Integer> holders, int user) {
                return holders.size() < size;
            }
        });
    }

    @Test
    void readWriteLock() {
        compare(size -> new Lock() {
            private final ReadWriteLock lock = new ReadWriteLock();

            @Override
            public Coroutine<Hold> acquire(int user) {
                return reads(user) ? lock.acquireRead() : lock.acquireWrite();
            }

            @Override
            public SelectCase<Hold> onAcquire(int user) {
                return reads(user) ? lock.onAcquireRead(Coroutines::done) : lock.onAcquireWrite(Coroutines::done);
            }

            @Override
            public Waitable waitable() {
                return lock;
            }

            @Override
            public boolean admits(List<Integer> holders, int user) {
                return holders.isEmpty() || reads(user) && holders.stream().allMatch(LockModelTest::reads);
            }
        });
    }

    private static boolean reads(int user) {
        return user % 3 != 0;
    }
}
