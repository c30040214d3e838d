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

class CleanupUnshielded {
    static Coroutine<Void> rollBack() {
        return done();
    }

    static class Warned {
        @Async
        Coroutine<Void> inFinally(Coroutine<Void> work) {
            try {
                await(work);
            } finally {
                await(rollBack());
            }
            return done();
        }

        @Async
        Coroutine<Void> inCatch(Coroutine<Void> work) throws Throwable {
            try {
                await(work);
            } catch (Throwable e) {
                await(rollBack());
                throw e;
            }
            return done();
        }

        @Async
        Coroutine<Void> inCatchOfCancelled(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Cancelled e) {
                await(rollBack());
                throw e;
            }
            return done();
        }

        @Async
        Coroutine<Void> besideShielded(Coroutine<Void> work) throws TimeoutException {
            try {
                await(work);
            } finally {
                await(shield(Duration.ofSeconds(1), rollBack()));
                await(rollBack());
            }
            return done();
        }

        @Async
        Coroutine<Void> underCondition(Coroutine<Void> work, boolean dirty) {
            try {
                await(work);
            } finally {
                if (dirty) {
                    await(rollBack());
                }
            }
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> shielded(Coroutine<Void> work) throws TimeoutException {
            try {
                await(work);
            } finally {
                await(shield(Duration.ofSeconds(1), rollBack()));
            }
            return done();
        }

        @Async
        Coroutine<Void> shieldedVariable(Coroutine<Void> work) throws TimeoutException {
            try {
                await(work);
            } finally {
                Coroutine<Void> rollBack = shield(Duration.ofSeconds(1), rollBack());
                await(rollBack);
            }
            return done();
        }

        @Async
        Coroutine<Void> closing(Coroutine<Void> work, TaskScope scope) throws IOException {
            try {
                await(work);
            } finally {
                scope.close();
            }
            return done();
        }

        @Async
        Coroutine<Void> closingByName(Coroutine<Void> work, AsyncCloseable scope) {
            try {
                await(work);
            } finally {
                await(scope.closeAsync(AsyncCloseable.CloseReason.FAILED));
            }
            return done();
        }

        @Async
        Coroutine<Void> withResource(Coroutine<Void> work) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                await(work);
            }
            return done();
        }

        @Async
        Coroutine<Void> afterException(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Exception e) {
                await(rollBack());
            }
            return done();
        }

        @Async
        Coroutine<Void> unlessCancelled(Coroutine<Void> work) throws Throwable {
            try {
                await(work);
            } catch (Throwable e) {
                if (e instanceof Cancelled) {
                    throw e;
                }
                await(rollBack());
            }
            return done();
        }

        @Async
        Coroutine<Void> toBeThrownAgain(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Cancelled e) {
                await(yieldNow());
            }
            return done();
        }

        @Async
        Coroutine<Void> behindTry(Coroutine<Void> work) {
            try {
                await(work);
            } finally {
                System.out.println("worked");
            }
            await(rollBack());
            return done();
        }
    }
}
