package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.time.Duration;
import java.util.concurrent.*;

class BlockingSleep {
    static class Worker extends Thread {}

    static class Sleeper {
        static void sleep(String what) {}
    }

    static class Warned {
        @Async
        Coroutine<Void> sleeps() throws InterruptedException {
            Thread.sleep(10);
            TimeUnit.SECONDS.sleep(1);
            return done();
        }

        @Async
        Coroutine<Integer> sleepsBetweenTries(Coroutine<Integer> price) throws InterruptedException {
            try {
                return done(await(price));
            } catch (IllegalStateException notThere) {
                Thread.sleep(1, 500);
                return done(0);
            }
        }

        @Async
        Coroutine<Void> sleepsByASubclass() throws InterruptedException {
            Worker.sleep(10);
            return done();
        }

        Callable<Coroutine<Integer>> sleepsInALambda(Coroutine<Integer> price, TimeUnit unit) {
            return () -> {
                unit.sleep(1);
                return done(await(price));
            };
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> waits() {
            await(sleep(Duration.ofMillis(10)));
            return done();
        }

        @Async
        Coroutine<Integer> sleepsElsewhere() {
            return done(await(blocking(() -> {
                Thread.sleep(10);
                return 1;
            })));
        }

        @Async
        Coroutine<Long> onlyConverts(TimeUnit unit) {
            Thread.onSpinWait();
            return done(unit.toMillis(1));
        }

        @Async
        Coroutine<Void> hasASleepOfItsOwn() {
            Sleeper.sleep("tea");
            return done();
        }

        void plain() throws InterruptedException {
            Thread.sleep(10);
        }
    }
}
