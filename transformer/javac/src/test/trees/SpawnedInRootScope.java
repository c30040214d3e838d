// H306
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
        Coroutine<Integer> named(Loop loop, String item) {
            return done(await(loop.rootScope().spawn("price", price(item))));
        }

        Supplier<Coroutine<Void>> lambda(Loop loop, String item) {
            return () -> {
                (loop.rootScope()).spawnEagerly(price(item));
                return done();
            };
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> inScope(TaskScope scope, String item) {
            scope.spawn(price(item));
            return done();
        }

        void outsideOfTasks(Loop loop, String item) {
            loop.post(() -> loop.rootScope().spawn(price(item)));
        }

        @Async
        Coroutine<Void> daemon(Loop loop, String item) {
            loop.rootScope().spawnDaemon("refresh", price(item));
            return done();
        }
    }
}
