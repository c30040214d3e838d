package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;

class BlockingLock {
    static class Warned {
        @Async
        Coroutine<Void> waitsForOthers(Lock lock, CountDownLatch latch, ArrayBlockingQueue<String> queue)
                throws InterruptedException {
            if (lock.tryLock(1, TimeUnit.SECONDS)) {
                lock.unlock();
            }
            latch.await();
            queue.put(queue.take());
            return done();
        }

        @Async
        Coroutine<Void> waitsForSignals(Condition condition, Object monitor) throws InterruptedException {
            condition.await();
            synchronized (monitor) {
                monitor.wait();
            }
            return done();
        }

        @Async
        Coroutine<Void> waitsForThreads(Thread thread, ExecutorService executor) throws InterruptedException {
            thread.join();
            executor.awaitTermination(1, TimeUnit.SECONDS);
            return done();
        }

        @Async
        Coroutine<Integer> waitsForChannels(Selector selector) throws IOException {
            return done(selector.select());
        }

        @Async
        Coroutine<Void> parks(Semaphore permits) throws InterruptedException {
            permits.acquire();
            permits.release();
            LockSupport.parkNanos(1);
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> doesNotWait(BlockingQueue<String> queue, Lock lock, CountDownLatch latch) {
            queue.offer("tea");
            queue.poll();
            if (lock.tryLock()) {
                lock.unlock();
            }
            latch.countDown();
            return done();
        }

        @Async
        Coroutine<Void> holdsLockForAnInstant(Lock lock) {
            lock.lock();
            lock.unlock();
            return done();
        }

        @Async
        Coroutine<Void> wakesOthers(Object monitor, Thread thread) {
            synchronized (monitor) {
                monitor.notifyAll();
            }
            LockSupport.unpark(thread);
            return done();
        }

        @Async
        Coroutine<Boolean> waitsElsewhere(CountDownLatch latch) {
            return done(await(blocking(() -> latch.await(1, TimeUnit.SECONDS))));
        }

        @Async
        Coroutine<Integer> asksChannels(Selector selector) throws IOException {
            return done(selector.selectNow());
        }

        @Async
        Coroutine<Void> waitsInAWayOfItsOwn() {
            wait("tea");
            return done();
        }

        private static void wait(String what) {}

        void plain(CountDownLatch latch) throws InterruptedException {
            latch.await();
        }
    }
}
