// rules=*:off,H109:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.util.*;
import java.util.concurrent.*;

class TakenForResult {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        @Async
        Coroutine<String> inText(String item) {
            return done(item + " costs " + price(item));
        }

        @Async
        Coroutine<Boolean> compared(String item, Coroutine<Integer> price) {
            return done(price.equals(Integer.valueOf(7)));
        }

        @Async
        Coroutine<Boolean> comparedByObjects(String item, CompletableFuture<Integer> price) {
            return done(Objects.equals("7", price));
        }

        @Async
        Coroutine<Boolean> testedForNull(String item) {
            return done(price(item) != null);
        }

        @Async
        Coroutine<Integer> locked(CompletableFuture<Integer> price) {
            synchronized (price) {
                return done(1);
            }
        }

        @Async
        Coroutine<String> appended(StringBuilder text, CompletionStage<Integer> price) {
            text.append(price);
            return done(text.toString());
        }

        @Async
        Coroutine<String> ofVariable(String item) {
            Coroutine<Integer> price = price(item);
            return done(item + " costs " + price);
        }
    }

    static class Silent {
        @Async
        Coroutine<String> awaited(String item) {
            return done(item + " costs " + await(price(item)));
        }

        @Async
        Coroutine<Boolean> sameFuture(CompletableFuture<Integer> one, CompletableFuture<Integer> other) {
            return done(one.equals(other));
        }

        @Async
        Coroutine<Boolean> mayBeMissing(Map<String, CompletableFuture<Integer>> prices) {
            return done(prices.get("tea") == null);
        }

        @Async
        Coroutine<String> namedTask(Task<Integer> task) {
            return done("waiting for " + task);
        }
    }
}
