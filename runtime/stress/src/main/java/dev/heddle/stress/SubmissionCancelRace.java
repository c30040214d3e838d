package dev.heddle.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.heddle.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** The future of a submitted coroutine is cancelled while the loop runs it: one of both wins, and no task is left. */
@JCStressTest
@Outcome(id = "42, 0", expect = ACCEPTABLE, desc = "the result came first")
@Outcome(id = "cancelled, 0", expect = ACCEPTABLE, desc = "the cancellation came first")
@State
public class SubmissionCancelRace {
    private final RacedLoop raced = new RacedLoop();
    private volatile CompletableFuture<Integer> future;
    private int tasks;

    @Actor
    public void loop() {
        try (Loop loop = raced.open()) {
            while (future == null || !future.isDone()) {
                loop.turn(Duration.ZERO);
            }
            for (int i = 0; i < 4; i++) {
                loop.turn(Duration.ZERO);
            }
            tasks = loop.tasks().size();
        }
    }

    @Actor
    public void submitter() {
        CompletableFuture<Integer> submitted = raced.get().submit(RacedLoop::answer);
        future = submitted;
        submitted.cancel(true);
    }

    @Arbiter
    public void judge(LI_Result result) {
        result.r1 = future.isCancelled() ? "cancelled" : String.valueOf(future.join());
        result.r2 = tasks;
    }
}
