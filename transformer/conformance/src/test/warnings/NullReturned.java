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

class NullReturned {
    static class Warned {
        @Async
        Coroutine<Void> insteadOfDone(Coroutine<Integer> price) {
            await(price);
            return null;
        }

        @Async
        CompletableFuture<String> future(CompletableFuture<String> name) {
            if (await(name).isEmpty()) {
                return null;
            }
            return CompletableFuture.completedFuture(await(name));
        }

        @Async
        Coroutine<String> outOfTry(Coroutine<String> name) {
            try {
                return null;
            } finally {
                System.out.println();
            }
        }

        @Async
        Coroutine<Void> ofVariable(Coroutine<Integer> price) {
            Coroutine<Void> nothing = null;
            await(price);
            return nothing;
        }
    }

    static class Silent {
        @Async
        Coroutine<String> asResult(Coroutine<Integer> price) {
            await(price);
            return done(null);
        }

        @Async
        Coroutine<Void> nothing(Coroutine<Integer> price) {
            await(price);
            return done();
        }

        @Async
        Coroutine<Integer> assignedLater(List<Coroutine<Integer>> prices) {
            Coroutine<Integer> last = null;
            for (Coroutine<Integer> price : prices) {
                last = price;
            }
            return last;
        }

        Coroutine<Integer> plain() {
            return null;
        }
    }
}
