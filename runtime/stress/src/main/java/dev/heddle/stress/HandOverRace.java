package dev.heddle.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Loop;
import dev.heddle.LoopGroup;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A task is cancelled that waits for a coroutine on another loop, while that begins or ends there: what it returns comes back,
 * or else the cancellation.
 */
@JCStressTest
@Outcome(id = "42", expect = ACCEPTABLE, desc = "the coroutine has ended before the cancellation reached it")
@Outcome(id = "cancelled", expect = ACCEPTABLE, desc = "the cancellation has reached the coroutine")
@Outcome(id = "waits for ever", expect = FORBIDDEN, desc = "the end was lost on the way back")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "something else")
@State
public class HandOverRace {
    private static final LoopOptions THERE = LoopOptions.defaults()
            .named("there")
            .engine(() -> new ScriptedEngine().patience(Duration.ofMinutes(1)))
            .exceptionHandler(trouble -> {});

    private final RacedLoop raced = new RacedLoop();
    private final CompletableFuture<Integer> future = new CompletableFuture<>();

    @Actor
    public void loop(L_Result result) {
        try (LoopGroup group = LoopGroup.open(1, THERE);
                Loop loop = raced.open()) {
            Task<Integer> task = loop.rootScope().spawn(group.handOver(RacedLoop.awaits(future)));
            loop.turn(Duration.ZERO);
            raced.begin();
            task.cancel();
            result.r1 = RacedLoop.endOf(task);
        }
    }

    @Actor
    public void completer() {
        raced.awaitBegin();
        future.complete(42);
    }
}
