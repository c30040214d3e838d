// H405
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

class CoroutineTest {
    static class Warned {
        @org.junit.jupiter.api.Test
        @Async
        Coroutine<Void> coroutine() {
            return done();
        }

        @org.junit.jupiter.api.Test
        Coroutine<Void> withoutAsync() {
            return done();
        }

        @Async
        @org.junit.jupiter.api.Test
        CompletableFuture<Integer> future() {
            return completed(1);
        }
    }

    static class Silent {
        @org.junit.jupiter.api.Test
        void plain() {
            Loop.run(done());
        }

        @dev.heddle.testing.junit.AsyncTest
        @Async
        Coroutine<Void> coroutine() {
            return done();
        }

        @Async
        Coroutine<Void> noTest() {
            return done();
        }
    }
}
