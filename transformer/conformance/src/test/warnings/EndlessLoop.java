// rules=*:off,H211:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.util.*;

class EndlessLoop {
    static class Warned {
        private int turns;

        @Async
        Coroutine<Void> empty(Coroutine<Integer> price) {
            await(price);
            while (true) {
                turns++;
            }
        }

        @Async
        Coroutine<Void> withHandler(Coroutine<Integer> price) {
            await(price);
            for (; ; ) {
                try {
                    turns++;
                    System.out.println(turns);
                } catch (IllegalStateException e) {
                    System.out.println(e);
                }
            }
        }

        @Async
        Coroutine<Void> onOneWay(Coroutine<Integer> price) {
            if (await(price) > 0) {
                return done();
            }
            do {
                turns += turns > 0 ? 1 : 2;
            } while (true);
        }
    }

    static class Silent {
        private int turns;

        @Async
        Coroutine<Void> awaits(Coroutine<Integer> price) {
            while (true) {
                await(yieldNow());
            }
        }

        @Async
        Coroutine<Void> leaves(Coroutine<Integer> price) {
            while (true) {
                if (turns++ > 10) {
                    return done();
                }
            }
        }

        @Async
        Coroutine<Void> ends(Coroutine<Integer> price) {
            while (turns < 10) {
                turns++;
            }
            await(price);
            return done();
        }

        @Async
        Coroutine<Void> isLeftByAnException(Iterator<String> items) {
            try {
                while (true) {
                    System.out.println(items.next());
                }
            } catch (NoSuchElementException end) {
                return done();
            }
        }
    }
}
