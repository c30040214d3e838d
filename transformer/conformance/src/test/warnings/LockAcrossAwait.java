package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class LockAcrossAwait {
    static class Warned {
        private final ReentrantLock lock = new ReentrantLock();
        private final ReadWriteLock both = new ReentrantReadWriteLock();
        private int sum;

        @Async
        Coroutine<Void> inTry(Coroutine<Integer> price) {
            lock.lock();
            try {
                sum = await(price);
            } finally {
                lock.unlock();
            }
            return done();
        }

        @Async
        Coroutine<Void> ofInterface(Coroutine<Integer> price) throws InterruptedException {
            both.writeLock().lockInterruptibly();
            sum = await(price);
            both.writeLock().unlock();
            return done();
        }

        @Async
        Coroutine<Void> stamped(StampedLock stamps, Coroutine<Integer> price) {
            long stamp = stamps.writeLock();
            try {
                sum = await(price);
            } finally {
                stamps.unlockWrite(stamp);
            }
            return done();
        }

        @Async
        Coroutine<Void> permit(Semaphore permits, Coroutine<Integer> price) throws InterruptedException {
            permits.acquire();
            sum = await(price);
            permits.release();
            return done();
        }

        @Async
        Coroutine<Void> inCatch(Coroutine<Integer> price) {
            lock.lock();
            try {
                sum++;
            } catch (IllegalStateException e) {
                await(price);
            }
            lock.unlock();
            return done();
        }
    }

    static class Silent {
        private final ReentrantLock lock = new ReentrantLock();
        private int sum;

        @Async
        Coroutine<Void> before(Coroutine<Integer> price) {
            int amount = await(price);
            lock.lock();
            try {
                sum += amount;
            } finally {
                lock.unlock();
            }
            return done();
        }

        @Async
        Coroutine<Void> after(Coroutine<Integer> price) {
            lock.lock();
            try {
                sum++;
            } finally {
                lock.unlock();
            }
            sum = await(price);
            return done();
        }

        @Async
        Coroutine<Void> tried(Coroutine<Integer> price) {
            if (lock.tryLock()) {
                lock.unlock();
            }
            sum = await(price);
            return done();
        }

        @Async
        Coroutine<Void> semaphore(Semaphore permits, Coroutine<Integer> price) {
            if (permits.tryAcquire()) {
                sum = await(price);
                permits.release();
            }
            return done();
        }
    }
}
