// H307
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

class ResourceOutlived {
    static Coroutine<Integer> read(Reader reader) {
        return done(1);
    }

    static class Warned {
        @Async
        Coroutine<Void> behind(String name) throws IOException {
            try (TaskScope scope = TaskScope.open();
                    Reader reader = new FileReader(name)) {
                scope.spawn(read(reader));
            }
            return done();
        }

        @Async
        Coroutine<Void> inside(String name) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                try (Reader reader = new FileReader(name)) {
                    scope.spawn("read", read(reader));
                }
            }
            return done();
        }

        @Async
        Coroutine<Void> ofTheCaller(TaskScope scope, String name) throws IOException {
            try (Reader reader = new FileReader(name)) {
                Task<Integer> task = scope.spawn(read(reader));
            }
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> before(String name) throws IOException {
            try (Reader reader = new FileReader(name);
                    TaskScope scope = TaskScope.open()) {
                scope.spawn(read(reader));
            }
            return done();
        }

        @Async
        Coroutine<Void> scopeInside(String name) throws IOException {
            try (Reader reader = new FileReader(name)) {
                try (TaskScope scope = TaskScope.open()) {
                    scope.spawn(read(reader));
                }
            }
            return done();
        }

        @Async
        Coroutine<Integer> awaited(TaskScope scope, String name) throws IOException {
            try (Reader reader = new FileReader(name)) {
                Task<Integer> task = scope.spawn(read(reader));
                return done(await(task));
            }
        }

        @Async
        Coroutine<Void> ofTheTask(TaskScope scope, Reader reader) {
            scope.spawn(read(reader));
            return done();
        }
    }
}
