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

class BlockingCalls {
    static class Connection implements java.lang.AutoCloseable {
        @Blocking
        void query(String text) {}

        void cancel() {}

        @Override
        public void close() {}
    }

    static class FastConnection extends Connection {
        @Override
        void query(String text) {}
    }

    @Blocking
    interface Disk {
        void read();

        void write();
    }

    static class SlowDisk implements Disk {
        @Override
        public void read() {}

        @Override
        public void write() {}

        void format() {}
    }

    static class SlowFuture extends CompletableFuture<String> {
        @Override
        public String join() {
            return super.join();
        }
    }

    static class Warned {
        @Async
        Coroutine<Void> sleeps() throws InterruptedException {
            Thread.sleep(10);
            TimeUnit.SECONDS.sleep(1);
            return done();
        }

        @Async
        Coroutine<String> waitsForFuture(CompletableFuture<String> name, Future<String> other) throws Exception {
            return done(name.join() + name.get() + other.get(1, TimeUnit.SECONDS));
        }

        @Async
        Coroutine<String> waitsForSubclassOfFuture(SlowFuture name) {
            return done(name.join());
        }

        @Async
        Coroutine<Integer> runsLoop(Coroutine<Integer> price) {
            return done(Loop.run(price));
        }

        @Async
        Coroutine<Void> connects(java.net.Socket socket, java.net.SocketAddress address) throws IOException {
            socket.connect(address);
            new java.net.Socket("shop", 80);
            return done();
        }

        @Async
        Coroutine<String> readsFile(Path file) throws IOException {
            new FileInputStream(file.toFile());
            return done(Files.readString(file));
        }

        @Async
        Coroutine<Integer> waitsForProcess(Process process) throws InterruptedException {
            return done(process.waitFor());
        }

        @Async
        Coroutine<Integer> readsConsole() throws IOException {
            return done(System.in.read());
        }

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
        Coroutine<Void> asksDatabase(java.sql.PreparedStatement statement) throws java.sql.SQLException {
            statement.executeQuery().next();
            return done();
        }

        @Async
        Coroutine<Void> asksForName() throws IOException {
            java.net.InetAddress.getByName("shop");
            return done();
        }

        @Async
        Coroutine<Void> callsMarked(Connection connection, FastConnection fast, SlowDisk disk) {
            connection.query("select");
            fast.query("select");
            disk.read();
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<String> throughBlocking(Path file, CompletableFuture<String> name) {
            return done(await(blocking(() -> Files.readString(file) + name.join())));
        }

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
        Coroutine<String> hasTheSameNames(Map<String, String> map, List<String> list, Supplier<String> supplier) {
            map.put("tea", "green");
            map.get("tea");
            return done(list.get(0) + supplier.get() + String.join(",", list));
        }

        @Async
        Coroutine<String> looks(CompletableFuture<String> name) {
            return done(name.isDone() ? name.getNow("nobody") : "");
        }

        @Async
        Coroutine<Void> callsUnmarked(Connection connection, SlowDisk disk) {
            connection.cancel();
            disk.format();
            return done();
        }

        @Async
        Coroutine<String> readsMemory(byte[] bytes) throws IOException {
            return done(new String(new ByteArrayInputStream(bytes).readAllBytes()));
        }

        @Async
        Coroutine<Void> waitsInAWayOfItsOwn() {
            wait("tea");
            return done();
        }

        private static void wait(String what) {}

        String plain(Path file) throws IOException {
            return Files.readString(file);
        }
    }
}
