// rules=*:off,H306:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;

class SpawnedInRootScope {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        @Async
        Coroutine<Void> spawned(String item) {
            Loop.current().rootScope().spawn(price(item));
            return done();
        }

        @Async
        Coroutine<Void> named(String item) {
            TaskScope root = Loop.current().rootScope();
            root.spawn("price", price(item));
            return done();
        }

        @Async
        Coroutine<Void> daemon(Loop loop, String item) {
            loop.rootScope().spawnDaemon("price", price(item));
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> inOwnScope(String item) throws Exception {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn(price(item));
            }
            return done();
        }

        @Async
        Coroutine<Void> inGivenScope(TaskScope scope, String item) {
            scope.spawn(price(item));
            return done();
        }

        @Async
        Coroutine<Integer> looksAtTheRoot() {
            return done(Loop.current().rootScope().tasks().size());
        }
    }
}
