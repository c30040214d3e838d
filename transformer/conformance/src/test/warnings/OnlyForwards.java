// rules=*:off,H115:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;

class OnlyForwards {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        private final String item = "tea";

        @Async
        Coroutine<Integer> ofParameter(String item) {
            return done(await(price(item)));
        }

        @Async
        Coroutine<Integer> ofField() {
            return done(await(price(item)));
        }

        @Async
        static Coroutine<Integer> ofConstant() {
            Integer price = await(price("tea"));
            return done(price);
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> handedOn(String item) {
            return price(item);
        }

        @Async
        Coroutine<Integer> changed(String item) {
            return done(await(price(item)) + 1);
        }

        @Async
        Coroutine<Integer> inTry(String item) {
            try {
                return done(await(price(item)));
            } catch (IllegalArgumentException unknown) {
                return done(0);
            }
        }

        @Async
        Coroutine<Integer> afterOtherWork(String item) {
            System.out.println(item);
            return done(await(price(item)));
        }
    }
}
