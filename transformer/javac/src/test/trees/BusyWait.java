// H212
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.*;

class BusyWait {
    static class Warned {
        boolean ready;
        final AtomicBoolean done = new AtomicBoolean();

        @Async
        Coroutine<Void> field() {
            while (!ready) {
                await(sleep(Duration.ofMillis(10)));
            }
            return Coroutines.done();
        }

        @Async
        Coroutine<Void> atomic() {
            while (!done.get()) await(yieldNow());
            return Coroutines.done();
        }

        @Async
        Coroutine<Void> task(Task<Integer> task) {
            do {
                await(sleep(Duration.ofMillis(10)));
            } while (!task.isDone());
            return Coroutines.done();
        }

        @Async
        Coroutine<Void> testInside(Queue<String> items) {
            while (true) {
                if (!items.isEmpty()) {
                    break;
                }
                await(sleep(Duration.ofMillis(10)));
            }
            return Coroutines.done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> file(String name) {
            while (!new File(name).exists() && System.nanoTime() > 0) {
                await(sleep(Duration.ofMillis(10)));
            }
            return done();
        }

        @Async
        Coroutine<Void> counting() {
            int times = 0;
            while (times++ < 3) {
                await(sleep(Duration.ofMillis(10)));
            }
            return done();
        }

        @Async
        Coroutine<Void> beat(Queue<String> items) {
            while (!items.isEmpty()) {
                System.out.println("beat");
                await(sleep(Duration.ofSeconds(1)));
            }
            return done();
        }

        @Async
        Coroutine<Void> always() {
            while (true) {
                await(sleep(Duration.ofDays(1)));
            }
        }
    }
}
