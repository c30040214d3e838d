// H111
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

class ScopeLeftEarly {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        @Async
        Coroutine<Integer> returned(String item, boolean known) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn(price(item));
                if (known) {
                    return done(0);
                }
                return done(await(price(item)));
            }
        }

        @Async
        Coroutine<Void> broken(List<String> items) throws IOException {
            for (String item : items) {
                try (TaskScope scope = TaskScope.open()) {
                    items.forEach(each -> scope.spawn(price(each)));
                    scope.spawnEagerly(price(item));
                    if (item.isEmpty()) break;
                    await(price(item));
                }
            }
            return done();
        }

        @Async
        Coroutine<Void> continued(List<String> items) throws IOException {
            outer:
            for (String item : items) {
                try (TaskScope scope = TaskScope.open()) {
                    scope.spawn(price(item));
                    for (String other : items) {
                        if (other.isEmpty()) {
                            continue outer;
                        }
                    }
                    await(price(item));
                }
            }
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> atTheEnd(String item) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn(price(item));
                return done(0);
            }
        }

        @Async
        Coroutine<Integer> cancelled(String item) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn(price(item));
                if (item.isEmpty()) {
                    scope.cancelChildren();
                    return done(0);
                }
                return done(1);
            }
        }

        @Async
        Coroutine<Integer> awaited(String item) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                Task<Integer> price = scope.spawn(price(item));
                if (item.isEmpty()) {
                    return done(await(price));
                }
                return done(1);
            }
        }

        @Async
        Coroutine<Void> accepting(List<String> items) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                for (String item : items) {
                    if (item.isEmpty()) {
                        break;
                    }
                    scope.spawn(price(item));
                }
            }
            return done();
        }

        @Async
        Coroutine<Void> loopInside(List<String> items) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn(price("a"));
                for (String item : items) {
                    if (item.isEmpty()) {
                        continue;
                    }
                    await(price(item));
                }
            }
            return done();
        }
    }
}
