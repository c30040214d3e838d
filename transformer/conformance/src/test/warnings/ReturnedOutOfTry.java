package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class ReturnedOutOfTry {
    static Coroutine<Integer> read(Reader reader) {
        return done(1);
    }

    static class Warned {
        @Async
        Coroutine<Integer> ofCatch(Reader reader) {
            try {
                return read(reader);
            } catch (IllegalStateException e) {
                return done(0);
            }
        }

        @Async
        Coroutine<Integer> ofResource(String text) throws IOException {
            try (Reader reader = new StringReader(text)) {
                return read(reader);
            }
        }

        @Async
        Coroutine<Integer> ofFinally(Reader reader) {
            try {
                return read(reader);
            } finally {
                System.out.println("read");
            }
        }

        @Async
        CompletableFuture<String> future(Supplier<CompletableFuture<String>> source, String text) throws IOException {
            try (Reader reader = new StringReader(text)) {
                return source.get().thenApply(String::trim);
            }
        }

        @Async
        Coroutine<Integer> ofAsyncResource(TaskScope options) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                Coroutine<Integer> read = read(new StringReader(scope.toString()));
                return read;
            }
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> awaited(String text) throws IOException {
            try (Reader reader = new StringReader(text)) {
                return done(await(read(reader)));
            }
        }

        @Async
        Coroutine<Integer> result(Reader reader) {
            try {
                return done(reader.hashCode());
            } finally {
                System.out.println("read");
            }
        }

        @Async
        CompletableFuture<Integer> completed(Reader reader) {
            try {
                return CompletableFuture.completedFuture(reader.hashCode());
            } finally {
                System.out.println("read");
            }
        }

        @Async
        CompletableFuture<Integer> resultInFuture(Reader reader) {
            try {
                return Coroutines.completed(await(read(reader)));
            } finally {
                System.out.println("read");
            }
        }

        @Async
        AsyncStream<Integer> endOfStream(Reader reader) {
            try {
                emit(1);
                return end();
            } finally {
                System.out.println("read");
            }
        }

        @Async
        Coroutine<Integer> outsideOfMonitor(Reader reader) {
            synchronized (this) {
                return read(reader);
            }
        }

        @Async
        Coroutine<Integer> behindTry(Reader reader) {
            try {
                System.out.println("read");
            } finally {
                System.out.println("done");
            }
            return read(reader);
        }

        @Async
        CompletableFuture<Integer> futureThatIsNotMade(Supplier<CompletableFuture<Integer>> source) {
            try {
                return source.get();
            } catch (IllegalStateException e) {
                return CompletableFuture.completedFuture(0);
            }
        }

        @Async
        Coroutine<Integer> fromCatch(Reader reader) {
            try {
                System.out.println("read");
            } catch (IllegalStateException e) {
                return read(reader);
            }
            return done(1);
        }
    }
}
