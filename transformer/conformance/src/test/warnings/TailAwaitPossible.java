// rules=*:off,H402:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;

class TailAwaitPossible {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        @Async
        Coroutine<Integer> afterOtherWork(String item) {
            System.out.println(item);
            return done(await(price(item)));
        }

        @Async
        Coroutine<Integer> onOneWay(String item) {
            if (item.isEmpty()) {
                return done(0);
            }
            return done(await(price(item)));
        }

        @Async
        Coroutine<Integer> afterAnother(String item) {
            int first = await(price(item));
            return done(await(price(item + first)));
        }

        @Async
        Coroutine<Integer> ofVariable(String item) {
            System.out.println(item);
            Integer price = await(price(item));
            return done(price);
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> handedOn(String item) {
            System.out.println(item);
            return price(item);
        }

        @Async
        Coroutine<Integer> changed(String item) {
            System.out.println(item);
            return done(await(price(item)) + 1);
        }

        @Async
        Coroutine<Integer> inTry(String item) {
            try {
                System.out.println(item);
                return done(await(price(item)));
            } finally {
                System.out.println("done");
            }
        }

        @Async
        Coroutine<Integer> usedBefore(String item) {
            Integer price = await(price(item));
            System.out.println(item);
            return done(price + 0);
        }
    }
}
