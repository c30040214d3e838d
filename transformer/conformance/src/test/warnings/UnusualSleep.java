// rules=*:off,H308:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.time.Duration;

class UnusualSleep {
    static class Warned {
        @Async
        Coroutine<Void> zero() {
            await(sleep(Duration.ZERO));
            return done();
        }

        @Async
        Coroutine<Void> noMillis() {
            await(sleep(Duration.ofMillis(0)));
            return done();
        }

        @Async
        Coroutine<Void> aDay() {
            await(sleep(Duration.ofHours(24)));
            return done();
        }

        @Async
        Coroutine<Void> aYear() {
            Duration year = Duration.ofDays(365);
            await(sleep(year));
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> aSecond() {
            await(sleep(Duration.ofSeconds(1)));
            return done();
        }

        @Async
        Coroutine<Void> given(Duration pause) {
            await(sleep(pause));
            return done();
        }

        @Async
        Coroutine<Void> computed(long millis) {
            await(sleep(Duration.ofMillis(millis * 0)));
            return done();
        }

        @Async
        Coroutine<Void> yields() {
            await(yieldNow());
            return done();
        }
    }
}
