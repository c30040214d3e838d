package dev.heddle.stress;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.Trouble;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A place where one actor puts the loop that it has opened, and where the other waits for it. An actor cannot be given a loop,
 * as a loop belongs to the thread that opens it.
 */
public final class RacedLoop {
    private volatile Loop loop;
    private volatile boolean begun;

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

    /** Says, in the loop's thread, that what is raced for begins here. */
    void begin() {
        begun = true;
    }

    /** Returns, in the other actor, once {@link #begin} was called. */
    void awaitBegin() {
        while (!begun) {
            Thread.onSpinWait();
        }
    }

    /**
     * Turns the loop until a task of it has ended, and says how: by its result, or in words. With a lost wake-up it would wait
     * for ever, of which ten seconds are enough.
     */
    static String endOf(Task<?> task) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!task.isDone() && System.nanoTime() - patience < 0) {
            task.loop().turn(Duration.ZERO);
            Thread.yield();
        }
        return switch (task.state()) {
            case SUCCEEDED -> String.valueOf(task.result());
            case CANCELLED -> "cancelled";
            case FAILED -> "failed: " + task.failure();
            default -> "waits for ever";
        };
    }

    /** Waits for the future. */
    @Async
    static Coroutine<Integer> awaits(CompletableFuture<Integer> future) {
        return done(await(future));
    }

    /** Takes three steps for it. */
    @Async
    public static Coroutine<Integer> answer() {
        await(yieldNow());
        await(yieldNow());
        return done(42);
    }
}
