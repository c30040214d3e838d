// H006
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

class SynchronizedMethod {
    static class Warned {
        @Async
        synchronized Coroutine<Void> instance() {
            return done();
        }

        @Async
        static synchronized Coroutine<Void> ofClass() {
            return done();
        }

        @Async
        protected final synchronized CompletableFuture<Integer> future() {
            return completed(1);
        }
    }

    static class Silent {
        synchronized int plain() {
            return 1;
        }

        @Async
        Coroutine<Integer> block() {
            synchronized (this) {
                return done(1);
            }
        }

        synchronized Coroutine<Integer> withoutAnnotation() {
            return done(1);
        }
    }
}
