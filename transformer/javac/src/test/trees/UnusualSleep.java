// H308
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

class UnusualSleep {
    static class Warned {
        static final int DAYS = 30;

        @Async
        Coroutine<Void> nothing() {
            await(sleep(Duration.ZERO));
            return done();
        }

        @Async
        Coroutine<Void> noSeconds() {
            await(sleep(Duration.ofSeconds(0)));
            return done();
        }

        @Async
        Coroutine<Void> days() {
            await(sleep(Duration.ofDays(DAYS)));
            return done();
        }

        @Async
        Coroutine<Void> hours() {
            await(sleep((Duration.ofHours(24))));
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> second() {
            await(sleep(Duration.ofSeconds(1)));
            return done();
        }

        @Async
        Coroutine<Void> given(Duration duration) {
            await(sleep(duration));
            return done();
        }

        @Async
        Coroutine<Void> computed(long days) {
            await(sleep(Duration.ofDays(days)));
            return done();
        }
    }
}
