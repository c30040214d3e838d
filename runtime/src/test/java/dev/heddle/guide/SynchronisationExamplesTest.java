package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import dev.heddle.sync.Barrier;
import dev.heddle.sync.CapacityLimiter;
import dev.heddle.sync.Condition;
import dev.heddle.sync.CountDownLatch;
import dev.heddle.sync.Event;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import dev.heddle.sync.ReadWriteLock;
import dev.heddle.sync.Semaphore;
import dev.heddle.testing.Exploration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/synchronisation.md, and what it does. */
@SuppressWarnings("try") // a hold is held, not used
class SynchronisationExamplesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    private void log(String line) {
        world.log(line);
    }

    /** What is far away. */
    private static final class Store {
        private int balance = 10;

        @Async
        Coroutine<Integer> read() {
            await(sleep(SECOND));
            return done(balance);
        }

        @Async
        Coroutine<Void> write(int value) {
            await(sleep(SECOND));
            balance = value;
            return done();
        }
    }

    private final Store store = new Store();
    private final Mutex account = new Mutex().named("account");

    @Async
    Coroutine<Void> deposit(int amount) {
        try (Hold hold = await(account.acquire())) {
            int balance = await(store.read());
            await(store.write(balance + amount));
        }
        return done();
    }

    @Test
    void depositsDoNotOverwriteEachOther() {
        world.run(TaskScope.run(scope -> {
            scope.spawn("first", deposit(1));
            scope.spawn("second", deposit(2));
            await(yieldNow());
            assertThat(describe(account)).isEqualTo("account: first holds it, 1 waits");
            return done();
        }));

        assertThat(store.balance).isEqualTo(13);
    }

    private static String describe(Mutex mutex) {
        return "account: " + mutex.holders().get(0).name() + " holds it, "
                + mutex.waiters().size() + " waits";
    }

    private final ReadWriteLock lock = new ReadWriteLock();
    private final Map<String, String> cache = new HashMap<>();

    @Async
    Coroutine<String> lookUp(String key) {
        try (Hold reading = await(lock.acquireRead())) {
            await(sleep(SECOND)); // something slow with the cache as it is
            return done(cache.getOrDefault(key, "nothing"));
        }
    }

    @Async
    Coroutine<Void> reload(Map<String, String> fresh) {
        try (Hold writing = await(lock.acquireWrite())) {
            cache.clear();
            await(sleep(SECOND)); // nobody sees the cache while it is empty
            cache.putAll(fresh);
        }
        return done();
    }

    @Test
    void readersDoNotSeeAHalfLoadedCache() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(reload(Map.of("a", "1")));
            await(yieldNow());
            assertThat(await(lookUp("a"))).isEqualTo("1");
            return done();
        }));
    }

    private final CapacityLimiter downloads = new CapacityLimiter(2).named("downloads");

    @Async
    Coroutine<Void> download(String file) {
        try (Hold place = await(downloads.acquire())) {
            log("begins " + file);
            await(sleep(SECOND));
        }
        return done();
    }

    @Async
    Coroutine<Void> downloadAll(List<String> files) {
        try (TaskScope scope = TaskScope.open()) {
            for (String file : files) {
                scope.spawn(file, download(file));
            }
            await(sleep(Duration.ofMillis(500)));
            log(downloads.holders().size() + " of " + downloads.capacity());
            downloads.resize(3);
        }
        return done();
    }

    @Test
    void asManyDownloadsRunAsThereArePlaces() {
        world.run(downloadAll(List.of("a", "b", "c", "d")));

        assertThat(world.trace()).isEqualTo("""
                        0s  begins a
                        0s  begins b
                        0.5s  2 of 2
                        0.5s  begins c
                        1s  begins d
                        """);
    }

    private final Semaphore permits = new Semaphore(5);

    @Async
    Coroutine<Void> limited(Coroutine<Void> work) {
        try (Hold permit = await(permits.acquire())) {
            await(work);
        }
        return done();
    }

    @Test
    void aPermitIsGivenBackInTheEnd() {
        world.run(limited(sleep(SECOND)));

        assertThat(permits.free()).isEqualTo(5);
    }

    @Async
    Coroutine<Void> start(Event ready, CountDownLatch connected) {
        await(sleep(SECOND));
        ready.set();
        await(connected);
        log("all are connected");
        return done();
    }

    @Async
    Coroutine<Void> connect(Event ready, CountDownLatch connected) {
        await(ready);
        connected.countDown();
        return done();
    }

    @Test
    void eventAndLatchOrderWhatHappens() {
        Event ready = new Event();
        CountDownLatch connected = new CountDownLatch(2);
        world.run(TaskScope.run(scope -> {
            scope.spawn(start(ready, connected));
            scope.spawn(connect(ready, connected));
            scope.spawn(connect(ready, connected));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  all are connected\n");
    }

    @Async
    Coroutine<Void> simulate(Barrier barrier, int part, int rounds) throws BrokenBarrierException {
        for (int round = 0; round < rounds; round++) {
            await(sleep(SECOND.multipliedBy(part)));
            if (await(barrier.arrive()) == 0) {
                log("round " + round + " is complete");
            }
        }
        return done();
    }

    @Test
    void aBarrierKeepsRoundsTogether() {
        Barrier barrier = new Barrier(2);
        world.run(TaskScope.run(scope -> {
            scope.spawn(simulate(barrier, 1, 2));
            scope.spawn(simulate(barrier, 3, 2));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("3s  round 0 is complete\n6s  round 1 is complete\n");
    }

    /** Somebody was late. */
    private static final class MissedCue extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private int rehearsals;

    @Async
    private Coroutine<Void> violin() {
        await(sleep(SECOND));
        return done();
    }

    @Async
    private Coroutine<Void> drums() {
        await(sleep(Duration.ofSeconds(2)));
        if (++rehearsals < 3) {
            throw new MissedCue();
        }
        return done();
    }

    @Async
    Coroutine<Boolean> play(Barrier together, Coroutine<Void> part) {
        try {
            await(part);
            await(together.arrive());
            return done(true);
        } catch (MissedCue missed) {
            together.abort();
            return done(false);
        } catch (BrokenBarrierException stopped) {
            return done(false);
        }
    }

    @Async
    Coroutine<Void> rehearse(Barrier together) {
        while (await(gather(play(together, violin()), play(together, drums()))).contains(false)) {
            log("once more");
            together.reset();
        }
        log("that was it");
        return done();
    }

    @Test
    void anAbortedBarrierKeepsNobodyWaiting() {
        Barrier together = new Barrier(2);
        world.run(rehearse(together));

        assertThat(world.trace()).isEqualTo("2s  once more\n4s  once more\n6s  that was it\n");
        assertThat(together.isBroken()).isFalse();
    }

    private final Mutex mutex = new Mutex();
    private final Condition notEmpty = mutex.newCondition();
    private final ArrayDeque<String> items = new ArrayDeque<>();

    @Async
    Coroutine<String> take() {
        try (Hold hold = await(mutex.acquire())) {
            await(notEmpty.until(() -> !items.isEmpty()));
            return done(items.remove());
        }
    }

    @Async
    Coroutine<Void> put(String item) {
        try (Hold hold = await(mutex.acquire())) {
            items.add(item);
            notEmpty.signal();
        }
        return done();
    }

    @Test
    void aConditionLetsTheTakerWait() {
        String taken = world.run(TaskScope.run(scope -> {
            scope.spawn(put("x"));
            return take();
        }));

        assertThat(taken).isEqualTo("x");
    }

    static final class Deposits implements Exploration.Trial {
        private final SynchronisationExamplesTest bank = new SynchronisationExamplesTest();

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                scope.spawn(bank.deposit(1));
                scope.spawn(bank.deposit(2));
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(bank.account.owner()).isNull();
            assertThat(bank.store.balance).isIn(10, 11, 12, 13);
        }
    }

    @Test
    void theAccountIsFreeWhoeverIsCancelledWhen() {
        Exploration.cancelEverywhere(10, Deposits::new);
    }
}
