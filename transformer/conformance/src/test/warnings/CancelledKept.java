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

class CancelledKept {
    static class Warned {
        @Async
        Coroutine<Void> throwable(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Throwable e) {
                System.out.println(e);
            }
            return done();
        }

        @Async
        Coroutine<Void> error(Coroutine<Void> work) {
            try {
                await(work);
            } catch (StackOverflowError e) {
                throw e;
            } catch (Error e) {
                System.out.println(e);
            }
            return done();
        }

        @Async
        Coroutine<Boolean> cancelled(Coroutine<Void> work) {
            try {
                await(work);
                return done(true);
            } catch (Cancelled e) {
                return done(false);
            }
        }

        @Async
        Coroutine<Void> inEndlessLoop(Supplier<Coroutine<Void>> work) {
            while (true) {
                try {
                    await(work.get());
                } catch (Throwable e) {
                    System.out.println(e);
                }
            }
        }

        @Async
        Coroutine<Void> onOneWay(Coroutine<Void> work, boolean strict) throws Throwable {
            try {
                await(work);
            } catch (Throwable e) {
                if (strict) {
                    throw e;
                }
            }
            return done();
        }

        @Async
        @SuppressWarnings("finally")
        Coroutine<Boolean> leavingFinally(Coroutine<Void> work) {
            try {
                await(work);
            } finally {
                return done(true);
            }
        }

        @Async
        Coroutine<Void> behindFinally(Coroutine<Void> work) {
            try {
                try {
                    await(work);
                } finally {
                    System.out.println("worked");
                }
            } catch (Throwable e) {
                System.out.println(e);
            }
            return done();
        }

        @Async
        Coroutine<Void> closingAfterwards(Coroutine<Void> work, AsyncCloseable log) {
            try {
                await(work);
            } catch (Throwable e) {
                await(log.closeAsync(AsyncCloseable.CloseReason.FAILED));
            }
            return done();
        }

        @Async
        Coroutine<Void> closing() {
            try (TaskScope scope = TaskScope.open()) {
                System.out.println(scope);
            } catch (Throwable e) {
                System.out.println(e);
            }
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> thrownAgainByNextAwait(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Cancelled e) {
                await(yieldNow());
                System.out.println("a scope inside of the work was cancelled");
            }
            return done();
        }

        @Async
        Coroutine<Void> triedAgain(Supplier<Coroutine<Void>> work) {
            while (true) {
                try {
                    await(work.get());
                    return done();
                } catch (Throwable e) {
                    System.out.println(e);
                }
                await(sleep(Duration.ofSeconds(1)));
            }
        }

        @Async
        Coroutine<Void> exception(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Exception e) {
                System.out.println(e);
            }
            return done();
        }

        @Async
        Coroutine<Void> rethrown(Coroutine<Void> work) throws Throwable {
            try {
                await(work);
            } catch (Throwable e) {
                System.out.println(e);
                throw e;
            }
            return done();
        }

        @Async
        Coroutine<Void> thrownBefore(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Cancelled e) {
                throw e;
            } catch (Throwable e) {
                System.out.println(e);
            }
            return done();
        }

        @Async
        Coroutine<Void> rethrownIfCancelled(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Throwable e) {
                if (e instanceof Cancelled cancelled) {
                    throw cancelled;
                }
                System.out.println(e);
            }
            return done();
        }

        @Async
        Coroutine<Void> rethrownIfError(Coroutine<Void> work) {
            try {
                await(work);
            } catch (Throwable e) {
                if (!(e instanceof Exception)) {
                    throw (Error) e;
                }
                System.out.println(e);
            }
            return done();
        }

        @Async
        Coroutine<Void> rethrownByFlag(Coroutine<Void> work) throws Throwable {
            try {
                await(work);
            } catch (Throwable e) {
                boolean cancelled = e instanceof Cancelled;
                System.out.println(e);
                if (cancelled) {
                    throw e;
                }
            }
            return done();
        }

        @Async
        Coroutine<Void> rethrownLater(Coroutine<Void> work) throws Throwable {
            Throwable failure = null;
            try {
                await(work);
            } catch (Throwable e) {
                failure = e;
            }
            System.out.println("worked");
            if (failure != null) {
                throw failure;
            }
            return done();
        }

        @Async
        Coroutine<Void> inFinally(Coroutine<Void> work) {
            try {
                await(work);
            } finally {
                System.out.println("worked");
            }
            return done();
        }

        @Async
        Coroutine<Void> withResource(Coroutine<Void> work, String text) throws IOException {
            try (Reader reader = new StringReader(text);
                    TaskScope scope = TaskScope.open()) {
                await(work);
            }
            return done();
        }

        @Async
        Coroutine<Void> withoutAwait(Runnable work) {
            try {
                work.run();
            } catch (Throwable e) {
                System.out.println(e);
            }
            return done();
        }
    }
}
