package dev.heddle.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Loop;
import dev.heddle.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A task that waits for a future is cancelled while the future is completed: one of both ends the wait. */
@JCStressTest
@Outcome(id = "42", expect = ACCEPTABLE, desc = "the outcome came first, also when the loop hears of it later")
@Outcome(id = "cancelled", expect = ACCEPTABLE, desc = "the cancellation came first")
@Outcome(id = "waits for ever", expect = FORBIDDEN, desc = "each has left it to the other one")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "something else")
@State
public class AwaitAgainstCancelRace {
    private final RacedLoop raced = new RacedLoop();
    private final CompletableFuture<Integer> future = new CompletableFuture<>();

    @Actor
    public void loop(L_Result result) {
        try (Loop loop = raced.open()) {
            Task<Integer> task = loop.rootScope().spawn(RacedLoop.awaits(future));
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
