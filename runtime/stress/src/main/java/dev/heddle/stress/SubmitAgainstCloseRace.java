package dev.heddle.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.heddle.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A coroutine is submitted to a loop that ends: who submits it is refused or gets a future that ends. Else forbidden. */
@JCStressTest
@Outcome(id = "refused", expect = ACCEPTABLE, desc = "the loop was closed")
@Outcome(id = "42", expect = ACCEPTABLE, desc = "the task has run")
@Outcome(id = "failed", expect = ACCEPTABLE, desc = "the loop was closed before the task began, or cancelled it")
@State
public class SubmitAgainstCloseRace {
    private final RacedLoop raced = new RacedLoop();
    private CompletableFuture<Integer> future;

    @Actor
    public void loop() {
        try (Loop loop = raced.open()) {
            loop.turn(Duration.ZERO);
            loop.turn(Duration.ZERO);
        }
    }

    @Actor
    public void submitter() {
        try {
            future = raced.get().submit(RacedLoop::answer);
        } catch (RejectedExecutionException refused) {
            future = null;
        }
    }

    @Arbiter
    public void judge(L_Result result) {
        if (future == null) {
            result.r1 = "refused";
        } else if (!future.isDone()) {
            result.r1 = "nobody ends the future";
        } else {
            result.r1 = future.isCompletedExceptionally() ? "failed" : String.valueOf(future.join());
        }
    }
}
