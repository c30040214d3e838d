// H302
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class CleanupUnshielded {
    static Coroutine<Integer> work() {
        return done(1);
    }

    static class Warned {
        @Async
        Coroutine<Integer> inFinally() {
            try {
                return done(await(work()));
            } finally {
                await(work());
            }
        }

        @Async
        Coroutine<Integer> inFinallyBehindCatch() {
            try {
                return done(await(work()));
            } catch (IllegalStateException failure) {
                return done(0);
            } finally {
                if (hashCode() > 0) {
                    await(work());
                }
            }
        }

        @Async
        Coroutine<Integer> inCatchThatThrowsOn() {
            try {
                return done(await(work()));
            } catch (Throwable failure) {
                await(work());
                throw failure;
            }
        }

        @Async
        Coroutine<Integer> ofAFuture(CompletableFuture<Void> closed) {
            try {
                return done(await(work()));
            } finally {
                await(closed);
            }
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> shielded() throws DeadlineExceeded {
            try {
                return done(await(work()));
            } finally {
                await(shield(Duration.ofSeconds(1), work()));
            }
        }

        @Async
        Coroutine<Integer> awaitedOnlyInFinally() {
            try {
                return done(Integer.parseInt("1"));
            } finally {
                await(work());
            }
        }

        @Async
        Coroutine<Integer> ofWhatFailedOtherwise() {
            try {
                return done(await(work()));
            } catch (IllegalStateException failure) {
                await(work());
                throw failure;
            }
        }

        @Async
        Coroutine<Integer> notIfItIsCancelled() {
            try {
                return done(await(work()));
            } catch (Throwable failure) {
                if (!(failure instanceof Cancelled)) {
                    await(work());
                }
                throw failure;
            }
        }

        @Async
        Coroutine<Integer> inAnotherTask(TaskScope scope) {
            try {
                return done(await(work()));
            } finally {
                scope.spawn(work());
            }
        }
    }
}
