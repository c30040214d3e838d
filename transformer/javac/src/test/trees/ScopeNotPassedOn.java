// H305
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

class ScopeNotPassedOn {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static Coroutine<Integer> price(TaskScope scope, String item) {
        return scope.spawn(price(item)).toCoroutine();
    }

    static Coroutine<Void> close() {
        return done();
    }

    static Coroutine<Void> close(TaskScope scope) {
        return done();
    }

    static class Warned {
        @Async
        Coroutine<Integer> first(TaskScope scope, String item) {
            return done(await(price(item)));
        }

        @Async
        Coroutine<Void> onlyOne(TaskScope around) {
            await(close());
            return done();
        }

        @Async
        Coroutine<Integer> options(ScopeOptions options, String item) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                return done(await(scope.spawn(done(1))));
            }
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> passedOn(TaskScope scope, String item) {
            return done(await(price(scope, item)));
        }

        @Async
        Coroutine<Integer> withoutScope(String item) {
            return done(await(price(item)));
        }

        @Async
        Coroutine<Integer> withoutOverload(TaskScope scope, String item) {
            return done(await(blocking(() -> item.length())));
        }

        @Async
        Coroutine<Integer> optionsOfTheOuterOne(ScopeOptions options) throws IOException {
            try (TaskScope outer = TaskScope.open(options);
                    TaskScope inner = TaskScope.open()) {
                return done(await(inner.spawn(done(1))));
            }
        }
    }
}
