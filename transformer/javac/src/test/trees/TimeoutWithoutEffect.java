// H303
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

class TimeoutWithoutEffect {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        @Async
        Coroutine<Integer> value(String item) throws TimeoutException {
            return done(await(timeout(Duration.ofSeconds(1), done(item.length()))));
        }

        @Async
        Coroutine<Integer> shielded(String item) throws TimeoutException {
            return done(await(shield(Duration.ofSeconds(1), done(item.length()))));
        }

        @Async
        Coroutine<Integer> scope(String item) throws IOException {
            try (TaskScope scope = TaskScope.open(deadline(1, TimeUnit.SECONDS))) {
                return done(item.length());
            }
        }

        @Async
        Coroutine<Integer> namedScope(String item) throws IOException {
            try (TaskScope ignored = TaskScope.open(ScopeOptions.deadline(Duration.ofSeconds(1)).named("sum"))) {
                return done(item.length());
            }
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> call(String item) throws TimeoutException {
            return done(await(timeout(Duration.ofSeconds(1), price(item))));
        }

        @Async
        Coroutine<Integer> awaiting(String item) throws IOException {
            try (TaskScope scope = TaskScope.open(deadline(1, TimeUnit.SECONDS))) {
                return done(await(price(item)));
            }
        }

        @Async
        Coroutine<Void> spawning(String item) throws IOException {
            try (TaskScope scope = TaskScope.open(deadline(1, TimeUnit.SECONDS))) {
                List.of(item).forEach(each -> scope.spawn(price(each)));
            }
            return done();
        }

        @Async
        Coroutine<Integer> withoutDeadline(String item) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                return done(item.length());
            }
        }
    }
}
