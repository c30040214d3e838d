// H201
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

class BlockingSleep {
    static class Warned {
        @Async
        Coroutine<Void> thread() throws InterruptedException {
            Thread.sleep(1000);
            return done();
        }

        @Async
        Coroutine<Void> unit(long seconds) throws InterruptedException {
            TimeUnit.SECONDS.sleep(seconds);
            return done();
        }

        @Async
        Coroutine<Void> caught() {
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return done();
        }

        Supplier<Coroutine<Void>> lambda() {
            return () -> {
                try {
                    Thread.sleep(10, 5);
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
                return done();
            };
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> awaited() {
            await(sleep(Duration.ofSeconds(1)));
            return done();
        }

        void plain() throws InterruptedException {
            Thread.sleep(1000);
        }

        @Async
        Coroutine<Void> onAnotherThread() {
            await(blocking(() -> {
                Thread.sleep(1000);
                return 0;
            }));
            return done();
        }
    }
}
