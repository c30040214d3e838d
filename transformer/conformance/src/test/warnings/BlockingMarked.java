package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;

class BlockingMarked {
    static class Connection implements AutoCloseable {
        @Blocking
        void query(String text) {}

        void query(int number) {}

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

    @Blocking
    static int checked(int price) {
        return price;
    }

    static class Warned {
        @Async
        Coroutine<Void> callsMarked(Connection connection) {
            connection.query("select");
            return done();
        }

        @Async
        Coroutine<Void> callsWhatOverridesMarked(FastConnection fast) {
            fast.query("select");
            return done();
        }

        @Async
        Coroutine<Void> callsMethodsOfAMarkedType(Disk disk, SlowDisk slow) {
            disk.write();
            slow.read();
            return done();
        }

        @Async
        Coroutine<Integer> callsMarkedStaticMethodAfterAwait(Coroutine<Integer> price) {
            return done(checked(await(price)));
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> callsUnmarked(Connection connection, SlowDisk disk) {
            connection.cancel();
            disk.format();
            return done();
        }

        @Async
        Coroutine<Void> callsUnmarkedOverload(Connection connection) {
            connection.query(1);
            return done();
        }

        @Async
        Coroutine<Integer> callsElsewhere(Connection connection) {
            return done(await(blocking(() -> {
                connection.query("select");
                return 1;
            })));
        }

        @Async
        Coroutine<Void> closesWhatHasMarkedMethods() {
            try (Connection connection = new Connection()) {
                return done();
            }
        }

        void plain(Connection connection) {
            connection.query("select");
        }
    }
}
