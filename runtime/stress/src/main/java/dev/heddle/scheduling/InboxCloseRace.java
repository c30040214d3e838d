package dev.heddle.scheduling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A message and the end of its loop: what is accepted is delivered. Anything else is forbidden. */
@JCStressTest
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "accepted and delivered")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "refused")
@State
public class InboxCloseRace {
    private final Inbox inbox = new Inbox(() -> {});
    private int delivered;
    private boolean accepted;

    @Actor
    public void loop() {
        inbox.close(Runnable::run);
    }

    @Actor
    public void producer() {
        accepted = inbox.offer(() -> delivered++);
    }

    @Arbiter
    public void judge(ZI_Result result) {
        inbox.drain(Runnable::run);
        result.r1 = accepted;
        result.r2 = delivered;
    }
}
