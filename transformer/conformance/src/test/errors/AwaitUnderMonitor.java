package errors;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;

import dev.heddle.AsyncCloseable;
import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

class AwaitUnderMonitor {
    private final Object lock = new Object();

    @Async
    Coroutine<String> block(Coroutine<String> c) {
        synchronized (lock) {
            return done(await(c));
        }
    }

    @Async
    Coroutine<String> nestedBlocks(Coroutine<String> c) {
        String s = await(c);
        synchronized (lock) {
            synchronized (this) {
                s += "fine";
            }
            s += await(c);
        }
        return done(s + await(c));
    }

    @Async
    static Coroutine<Void> resource(AsyncCloseable a) throws IOException {
        synchronized (a) {
            a.close();
        }
        return done();
    }

    @Async
    Coroutine<String> inCatchAndLoop(Coroutine<String> c) {
        for (int i = 0; i < 3; i++) {
            synchronized (this) {
                try {
                    System.out.println(i);
                } catch (RuntimeException e) {
                    await(c);
                }
            }
        }
        return done("x");
    }

    @Async
    static Coroutine<String> nestedBlocksOfOtherKinds(List<String> items, Coroutine<String> c) {
        synchronized (AwaitUnderMonitor.class) {
            synchronized (items) {
                items.add("fine");
                synchronized (items.get(0)) { items.add(await(c)); }
            }
        }
        return done("x");
    }

    @Async
    AsyncStream<String> stream() {
        synchronized (lock) {
            emit("x");
        }
        return end();
    }

    @Async
    static Coroutine<String> onlyBesideTheMonitor(Coroutine<String> c) {
        String s = await(c);
        synchronized (AwaitUnderMonitor.class) {
            s += "fine";
        }
        return done(s + await(c));
    }

    @Async
    Coroutine<String> inALambdaThatIsMadeUnderTheMonitor(Coroutine<String> c) {
        Supplier<Coroutine<String>> later;
        synchronized (lock) {
            later = () -> done(await(c));
        }
        return done(await(later.get()));
    }

    @Async
    Coroutine<String> afterLeavingBothWays(Coroutine<String> c) {
        try {
            synchronized (lock) {
                if (lock.hashCode() == 7) {
                    throw new IllegalStateException();
                }
            }
        } catch (IllegalStateException e) {
            return done(await(c));
        }
        return done(await(c));
    }

    @Async
    Coroutine<String> inALoopAroundTheMonitor(Coroutine<String> c, int[] left) {
        while (true) {
            synchronized (this) {
                if (left[0]-- == 0) {
                    break;
                }
            }
            await(c);
        }
        return done("x");
    }
}
