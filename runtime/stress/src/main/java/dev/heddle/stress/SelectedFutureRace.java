package dev.heddle.stress;

import static dev.heddle.Coroutines.select;
import static dev.heddle.SelectCase.onEnd;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Coroutines;
import dev.heddle.Loop;
import dev.heddle.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A select of two futures is cancelled while one of them is completed: one of both ends it, and nothing is left with the
 * future that is never completed.
 */
@JCStressTest
@Outcome(id = "42, 0", expect = ACCEPTABLE, desc = "the outcome came first")
@Outcome(id = "cancelled, 0", expect = ACCEPTABLE, desc = "the cancellation came first")
@Outcome(id = "waits for ever, .*", expect = FORBIDDEN, desc = "each has left it to the other one")
@Outcome(id = ".*, [1-9]", expect = FORBIDDEN, desc = "the other future keeps a callback")
@State
public class SelectedFutureRace {
    private final RacedLoop raced = new RacedLoop();
    private final CompletableFuture<Integer> future = new CompletableFuture<>();
    private final CompletableFuture<Integer> never = new CompletableFuture<>();

    @Actor
    public void loop(LI_Result result) {
        try (Loop loop = raced.open()) {
            Task<Integer> task =
                    loop.rootScope().spawn(select(onEnd(future, Coroutines::done), onEnd(never, Coroutines::done)));
            loop.turn(Duration.ZERO);
            raced.begin();
            task.cancel();
            result.r1 = RacedLoop.endOf(task);
            result.r2 = never.getNumberOfDependents();
        }
    }

    @Actor
    public void completer() {
        raced.awaitBegin();
        future.complete(42);
    }
}
