// rules=*:off,H102:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.util.*;
import java.util.function.*;

class NothingAwaited {
    static class Warned {
        @Async
        static Coroutine<Integer> forgotten(String item) {
            return done(item.length());
        }

        @Async
        private Coroutine<Void> once(List<String> items) {
            for (String item : items) {
                System.out.println(item);
            }
            return done();
        }

        @Async
        static AsyncStream<Integer> empty() {
            return end();
        }
    }

    interface Store {
        Coroutine<Integer> stock(String item);
    }

    static class Silent implements Store {
        @Override
        @Async
        public final Coroutine<Integer> stock(String item) {
            return done(7);
        }

        @Async
        Coroutine<Integer> overridable(String item) {
            return done(7);
        }

        @Async
        static Coroutine<Integer> awaits(Coroutine<Integer> price) {
            return done(await(price) + 1);
        }

        @Async
        static Coroutine<Integer> handsOn(Store store) {
            return store.stock("tea");
        }

        static Coroutine<Integer> plain() {
            return done(1);
        }
    }
}
