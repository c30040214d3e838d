package dev.heddle.scheduling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two messages to a loop that sleeps: both arrive, and one of them wakes it. Anything else is forbidden. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "woken once, two messages")
@State
public class InboxProducersRace {
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Inbox inbox = new Inbox(wakeUps::incrementAndGet);
    private int delivered;

    public InboxProducersRace() {
        inbox.prepareToSleep();
    }

    @Actor
    public void first() {
        inbox.offer(() -> delivered++);
    }

    @Actor
    public void second() {
        inbox.offer(() -> delivered++);
    }

    @Arbiter
    public void judge(II_Result result) {
        inbox.awake();
        inbox.drain(Runnable::run);
        result.r1 = wakeUps.get();
        result.r2 = delivered;
    }
}
