package dev.heddle.conformance;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import java.time.Duration;

/** Drives one case after the other on a real loop, which belongs to the thread that opens this driver. */
final class LoopDriver extends FutureDriver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Loop loop = Loop.open(LoopOptions.defaults().reporter((sentence, failure) -> {}));

    @Override
    public Object run(Entry entry) throws Throwable {
        Loop.Timer watchdog = loop.schedule(PATIENCE, loop::stop);
        try {
            return loop.runUntilComplete(coroutineOf(entry));
        } finally {
            watchdog.cancel();
        }
    }

    @Override
    public <T> Awaitable<T> task(Coroutine<T> coroutine) {
        return loop.rootScope().spawn(coroutine);
    }

    @Override
    public void complete(Runnable completion, Timing timing) {
        switch (timing) {
            case READY -> completion.run();
            case SUSPENDS -> loop.post(completion);
            case OTHER_THREAD -> Completions.OTHER_THREAD.execute(completion);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
