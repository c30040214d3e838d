package dev.heddle.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Futures that are completed while a method begins to await them: it goes on, with both values. Else forbidden. */
@JCStressTest
@Outcome(id = "42", expect = ACCEPTABLE, desc = "resumed by whichever thread")
@State
public class AwaitAgainstCompletionRace {
    private final CompletableFuture<Integer> first = new CompletableFuture<>();
    private final CompletableFuture<Integer> second = new CompletableFuture<>();
    private CompletableFuture<Integer> sum = new CompletableFuture<>();

    @Actor
    public void caller() {
        sum = HotPrograms.sum(first, second);
    }

    @Actor
    public void completer() {
        first.complete(40);
        second.complete(2);
    }

    @Arbiter
    public void judge(I_Result result) {
        result.r1 = sum.getNow(-1);
    }
}
