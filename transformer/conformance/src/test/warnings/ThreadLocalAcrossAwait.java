// rules=*:off,H112:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;

class ThreadLocalAcrossAwait {
    static final ThreadLocal<String> USER = new ThreadLocal<>();
    static final ThreadLocal<String> OTHER = new ThreadLocal<>();

    static class Warned {
        @Async
        Coroutine<String> overAwait(Coroutine<Integer> price) {
            USER.set("ann");
            await(price);
            return done(USER.get());
        }

        @Async
        Coroutine<String> inTry(Coroutine<Integer> price) {
            USER.set("ann");
            try {
                await(price);
                return done(USER.get());
            } finally {
                USER.remove();
            }
        }

        @Async
        Coroutine<Integer> ofParameter(ThreadLocal<Integer> sum, Coroutine<Integer> price) {
            sum.set(1);
            int amount = await(price);
            return done(amount + sum.get());
        }
    }

    static class Silent {
        @Async
        Coroutine<String> before(Coroutine<Integer> price) {
            USER.set("ann");
            String user = USER.get();
            await(price);
            return done(user);
        }

        @Async
        Coroutine<String> setAgain(Coroutine<Integer> price) {
            USER.set("ann");
            await(price);
            USER.set("bob");
            return done(USER.get());
        }

        @Async
        Coroutine<String> another(Coroutine<Integer> price) {
            USER.set("ann");
            await(price);
            return done(OTHER.get());
        }

        @Async
        Coroutine<String> readOnly(Coroutine<Integer> price) {
            await(price);
            return done(USER.get());
        }
    }
}
