// H403
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

class NameSuffix {
    interface Source {
        Coroutine<String> read();
    }

    static class Warned {
        @Async
        Coroutine<String> read() {
            return done("");
        }

        @Async
        CompletableFuture<Integer> price(String item) {
            return completed(1);
        }

        @Async
        static Coroutine<Void> async() {
            return done();
        }
    }

    static class Silent implements Source {
        @Async
        @Override
        public Coroutine<String> read() {
            return done("");
        }

        @Async
        Coroutine<String> readAsync() {
            return done("");
        }

        Coroutine<String> withoutAnnotation() {
            return done("");
        }
    }
}
