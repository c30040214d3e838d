package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.sync.Barrier;
import dev.heddle.sync.CapacityLimiter;
import dev.heddle.sync.CountDownLatch;
import dev.heddle.sync.Event;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import dev.heddle.sync.ReadWriteLock;
import dev.heddle.sync.Semaphore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whatever changes the state of something that tasks share is refused on the thread of another loop, or of none. */
class WrongThreadTest {
    private final World world = new World();
    private final Map<String, ThrowingCallable> calls = new LinkedHashMap<>();

    @Test
    void locksLimitsAndSignals() {
        Mutex mutex = new Mutex();
        ReadWriteLock lock = new ReadWriteLock();
        Semaphore semaphore = new Semaphore(2);
        CapacityLimiter limiter = new CapacityLimiter(2);
        Event event = new Event();
        CountDownLatch latch = new CountDownLatch(2);
        Barrier barrier = new Barrier(1);
        world.run(TaskScope.run(scope -> {
            Hold owned = await(mutex.acquire());
            Hold read = await(lock.acquireRead());
            Hold permit = await(semaphore.acquire());
            Hold place = await(limiter.acquire());
            event.set();
            latch.countDown();
            await(barrier.arrive());
            calls.put("close mutex", owned::close);
            calls.put("tryAcquire mutex", mutex::tryAcquire);
            calls.put("signal", mutex.newCondition()::signal);
            calls.put("close lock", read::close);
            calls.put("close semaphore", permit::close);
            calls.put("tryAcquire semaphore", semaphore::tryAcquire);
            calls.put("close limiter", place::close);
            calls.put("tryAcquire limiter", limiter::tryAcquire);
            calls.put("resize", () -> limiter.resize(3));
            calls.put("set", event::set);
            calls.put("clear", event::clear);
            calls.put("countDown", latch::countDown);
            calls.put("reset", barrier::reset);
            calls.put("abort", barrier::abort);
            assertThatAllAreRefused();
            return done();
        }));
    }

    @Test
    void channels() {
        Channel<String> channel = Channel.bounded(2);
        Queue<String> queue = Queue.bounded(2);
        OneShot<String> oneShot = new OneShot<>();
        Broadcast<String> broadcast = Broadcast.bounded(2);
        Watch<String> watch = new Watch<>("");
        world.run(TaskScope.run(scope -> {
            Sender<String> sender = channel.sender();
            Receiver<String> receiver = channel.receiver();
            Subscription<String> subscription = broadcast.subscribe();
            queue.tryPut("x");
            queue.taskDone();
            watch.set("x");
            calls.put("trySend", () -> channel.trySend("x"));
            calls.put("tryReceive", channel::tryReceive);
            calls.put("sender", channel::sender);
            calls.put("receiver", channel::receiver);
            calls.put("close channel", channel::close);
            calls.put("closeNow", channel::closeNow);
            calls.put("trySend through an end", () -> sender.trySend("x"));
            calls.put("close sender", sender::close);
            calls.put("tryReceive through an end", receiver::tryReceive);
            calls.put("close receiver", receiver::close);
            calls.put("tryPut", () -> queue.tryPut("x"));
            calls.put("tryGet", queue::tryGet);
            calls.put("taskDone", queue::taskDone);
            calls.put("shutdown", queue::shutdown);
            calls.put("shutdownNow", queue::shutdownNow);
            calls.put("subscribe", broadcast::subscribe);
            calls.put("trySend to all", () -> broadcast.trySend("x"));
            calls.put("close broadcast", broadcast::close);
            calls.put("tryReceive of a subscription", subscription::tryReceive);
            calls.put("close subscription", subscription::close);
            calls.put("set watch", () -> watch.set("y"));
            calls.put("close watch", watch::close);
            oneShot.close();
            calls.put("set one-shot", () -> oneShot.set("x"));
            calls.put("close one-shot", oneShot::close);
            assertThatAllAreRefused();
            return done();
        }));
    }

    private void assertThatAllAreRefused() throws InterruptedException {
        Map<String, Throwable> thrown = new LinkedHashMap<>();
        Thread stranger =
                new Thread(() -> calls.forEach((name, call) -> thrown.put(name, catchThrowable(call))), "stranger");
        stranger.start();
        stranger.join();
        assertThat(thrown).hasSameSizeAs(calls);
        thrown.forEach((name, refusal) -> assertThat(refusal)
                .as(name)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was called on thread `stranger`, but it belongs to loop `test`"));
    }
}
