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

/** A future whose await was given up is completed while it is awaited again, by the wait that it has kept. */
@JCStressTest
@Outcome(id = "42", expect = ACCEPTABLE, desc = "the outcome arrives")
@Outcome(id = "waits for ever", expect = FORBIDDEN, desc = "the outcome was taken for one that nobody waits for")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "something else")
@State
public class AwaitAgainRace {
    private final RacedLoop raced = new RacedLoop();
    private final CompletableFuture<Integer> future = new CompletableFuture<>();

    @Actor
    public void loop(L_Result result) {
        try (Loop loop = raced.open()) {
            Task<Integer> first = loop.rootScope().spawn(RacedLoop.awaits(future));
            loop.turn(Duration.ZERO);
            first.cancel();
            RacedLoop.endOf(first);
            Task<Integer> second = loop.rootScope().spawn(RacedLoop.awaits(future));
            raced.begin();
            result.r1 = RacedLoop.endOf(second);
        }
    }

    @Actor
    public void completer() {
        raced.awaitBegin();
        future.complete(42);
    }
}
