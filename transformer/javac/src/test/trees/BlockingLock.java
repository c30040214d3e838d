// H207
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class BlockingLock {
    static class Warned {
        @Async
        Coroutine<Void> acquires(Semaphore permits) throws InterruptedException {
            permits.acquire();
            return done();
        }

        @Async
        Coroutine<String> takes(LinkedBlockingQueue<String> queue) throws InterruptedException {
            return done(queue.take());
        }

        @Async
        Coroutine<Void> joins(Thread thread) throws InterruptedException {
            thread.join();
            return done();
        }

        @Async
        Coroutine<Boolean> triesForSomeTime(ReentrantLock lock) throws InterruptedException {
            return done(lock.tryLock(1, TimeUnit.SECONDS));
        }
    }

    static class Silent {
        void notAsync(Semaphore permits) throws InterruptedException {
            permits.acquire();
        }

        @Async
        Coroutine<Boolean> tries(Semaphore permits, ReentrantLock lock) {
            return done(permits.tryAcquire() && lock.tryLock());
        }

        @Async
        Coroutine<String> polls(LinkedBlockingQueue<String> queue) {
            return done(queue.poll());
        }

        @Async
        Coroutine<String> elsewhere(BlockingQueue<String> queue) {
            return done(await(blocking(() -> queue.take())));
        }
    }
}
