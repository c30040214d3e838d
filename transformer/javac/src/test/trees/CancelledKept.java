// H301
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

class CancelledKept {
    static Coroutine<Integer> work() {
        return done(1);
    }

    static class Warned {
        @Async
        Coroutine<Integer> caughtAndLogged() {
            try {
                return done(await(work()));
            } catch (Throwable failure) {
                System.out.println(failure);
                return done(0);
            }
        }

        @Async
        Coroutine<Void> inALoop() {
            while (true) {
                try {
                    await(work());
                } catch (Error failure) {
                    System.out.println(failure);
                }
            }
        }

        @Async
        Coroutine<Integer> byName() {
            int result = 0;
            try {
                result = await(work());
            } catch (IllegalStateException | Cancelled failure) {
                result = -1;
            }
            return done(result);
        }

        @Async
        Coroutine<Integer> returnedFromFinally() {
            try {
                await(work());
            } finally {
                return done(1);
            }
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> exceptionsOnly() {
            try {
                return done(await(work()));
            } catch (Exception failure) {
                return done(0);
            }
        }

        @Async
        Coroutine<Integer> thrownOnBefore() {
            try {
                return done(await(work()));
            } catch (Cancelled cancelled) {
                throw cancelled;
            } catch (Throwable failure) {
                return done(0);
            }
        }

        @Async
        Coroutine<Integer> thrownOnIfItIs() {
            try {
                return done(await(work()));
            } catch (Throwable failure) {
                if (failure instanceof Cancelled) {
                    throw failure;
                }
                return done(0);
            }
        }

        @Async
        Coroutine<Integer> thrownLater() {
            Error kept = null;
            try {
                await(work());
            } catch (Error failure) {
                kept = failure;
            }
            if (kept != null) {
                throw kept;
            }
            return done(1);
        }

        @Async
        Coroutine<Integer> awaitedBehind() {
            try {
                await(work());
            } catch (Throwable failure) {
                System.out.println(failure);
            }
            return done(await(work()));
        }

        @Async
        Coroutine<Integer> shielded() {
            try {
                await(shield(Duration.ofSeconds(1), work()));
            } catch (Throwable failure) {
                return done(0);
            }
            return done(1);
        }

        @Async
        Coroutine<Integer> awaitedOutside() {
            int result = await(work());
            try {
                result = Integer.parseInt("1");
            } catch (Throwable failure) {
                System.out.println(failure);
            }
            return done(result);
        }
    }
}
