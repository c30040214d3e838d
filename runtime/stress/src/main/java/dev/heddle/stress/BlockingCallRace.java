package dev.heddle.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Coroutines;
import dev.heddle.Loop;
import dev.heddle.Task;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/**
 * A task is cancelled while its blocking call begins or ends: the call is not made, is interrupted, or returns. The interrupt
 * does not reach a later call, which may be made on the same thread.
 */
@JCStressTest
@Outcome(id = "42, false", expect = ACCEPTABLE, desc = "the call has returned before, or in spite of its interrupt")
@Outcome(id = "cancelled, false", expect = ACCEPTABLE, desc = "the call has not begun, or was interrupted")
@Outcome(id = "waits for ever, .*", expect = FORBIDDEN, desc = "the end of the call was lost")
@Outcome(id = ".*, true", expect = FORBIDDEN, desc = "the interrupt came too late")
@Outcome(id = "failed.*", expect = FORBIDDEN, desc = "the interrupt was taken for a failure")
@State
public class BlockingCallRace {
    private final RacedLoop raced = new RacedLoop();
    private volatile boolean mayEnd;

    private int call() throws InterruptedException {
        while (!mayEnd) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.onSpinWait();
        }
        return 42;
    }

    @Actor
    public void loop(LZ_Result result) {
        try (Loop loop = raced.open()) {
            Task<Integer> task = loop.rootScope().spawn(Coroutines.blocking(this::call));
            loop.turn(Duration.ZERO);
            raced.begin();
            task.cancel();
            result.r1 = RacedLoop.endOf(task);
            Task<Boolean> next = loop.rootScope().spawn(Coroutines.blocking(Thread::interrupted));
            RacedLoop.endOf(next);
            result.r2 = next.result();
        }
    }

    @Actor
    public void ender() {
        raced.awaitBegin();
        mayEnd = true;
    }
}
