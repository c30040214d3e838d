package dev.heddle.stress;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Trouble;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.util.function.Consumer;

/**
 * A place where one actor puts the loop that it has opened, and where the other waits for it. An actor cannot be given a loop,
 * as a loop belongs to the thread that opens it.
 */
public final class RacedLoop {
    private volatile Loop loop;

    /** Opens the loop, for the calling thread, and shows it. Its troubles are nobody's. */
    public Loop open() {
        return open(trouble -> {});
    }

    /** As {@link #open()}, with somebody who is told of its troubles. */
    public Loop open(Consumer<Trouble> handler) {
        Loop opened =
                Loop.open(LoopOptions.defaults().engine(ScriptedEngine::new).exceptionHandler(handler));
        loop = opened;
        return opened;
    }

    /** The loop, once it is there. */
    public Loop get() {
        Loop there = loop;
        while (there == null) {
            Thread.onSpinWait();
            there = loop;
        }
        return there;
    }

    /** Takes three steps for it. */
    @Async
    public static Coroutine<Integer> answer() {
        await(yieldNow());
        await(yieldNow());
        return done(42);
    }
}
