// H004
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

class AsyncDeclaration {
    static class Warned {
        @Async
        native Coroutine<Integer> stock(String item);

        @Async
        static native CompletableFuture<Integer> stockLater(String item);

        @Async
        public static Coroutine<Void> main(String[] arguments) {
            await(sleep(Duration.ofSeconds(1)));
            return done();
        }
    }

    static class Silent {
        native int stock(String item);

        @Async
        Coroutine<Void> main(String[] arguments) {
            await(sleep(Duration.ofSeconds(1)));
            return done();
        }

        @Async
        public static Coroutine<Void> run(String[] arguments) {
            return done();
        }
    }

    static class Program {
        public static void main(String[] arguments) {
            Loop.run(done());
        }
    }
}
