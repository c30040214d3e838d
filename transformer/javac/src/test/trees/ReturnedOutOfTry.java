// H106
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

class ReturnedOutOfTry {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static CompletableFuture<Integer> later(String item) {
        return CompletableFuture.completedFuture(item.length());
    }

    static class Warned {
        @Async
        Coroutine<Integer> caught(String item) {
            try {
                return price(item);
            } catch (IllegalArgumentException unknown) {
                return done(0);
            }
        }

        @Async
        Coroutine<Integer> cleanedUp(String item) {
            try {
                return price(item);
            } finally {
                System.out.println(item);
            }
        }

        @Async
        CompletableFuture<Integer> closed(String item, Reader reader) throws IOException {
            try (reader) {
                return later(item);
            }
        }

        @Async
        Coroutine<Integer> inHandler(String item) {
            try {
                return done(await(price(item)));
            } catch (IllegalArgumentException unknown) {
                return price("nothing");
            } finally {
                System.out.println(item);
            }
        }

        @Async
        Coroutine<Integer> inOneBranch(String item) {
            try {
                return item.isEmpty() ? done(0) : price(item);
            } catch (IllegalArgumentException unknown) {
                return done(0);
            }
        }

        Supplier<Coroutine<Integer>> lambda(String item) {
            return () -> {
                try {
                    return price(item);
                } finally {
                    System.out.println(item);
                }
            };
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> awaited(String item) {
            try {
                return done(await(price(item)));
            } catch (IllegalArgumentException unknown) {
                return price("nothing");
            }
        }

        @Async
        CompletableFuture<Integer> hot(String item) {
            try {
                return later(item);
            } catch (IllegalArgumentException unknown) {
                return completed(0);
            }
        }

        @Async
        CompletableFuture<Integer> ended(Reader reader) throws IOException {
            try (reader) {
                return CompletableFuture.completedFuture(1);
            }
        }

        @Async
        Coroutine<Integer> inFinally(String item) {
            try {
                System.out.println(item);
            } finally {
                return price(item);
            }
        }

        @Async
        Coroutine<Integer> inner(List<Supplier<Coroutine<Integer>>> prices, String item) {
            try {
                prices.add(() -> price(item));
                return done(0);
            } finally {
                System.out.println(item);
            }
        }
    }
}
