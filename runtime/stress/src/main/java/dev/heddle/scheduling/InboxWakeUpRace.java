package dev.heddle.scheduling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A loop about to sleep, and a message: it does not sleep, or is woken. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "the loop gets the message")
@Outcome(id = "false", expect = FORBIDDEN, desc = "the loop sleeps on a message")
@State
public class InboxWakeUpRace {
    private boolean woken;
    private boolean asleep;
    private final Inbox inbox = new Inbox(() -> woken = true);

    @Actor
    public void loop() {
        asleep = inbox.prepareToSleep();
    }

    @Actor
    public void producer() {
        inbox.offer(() -> {});
    }

    @Arbiter
    public void judge(Z_Result goesOn) {
        goesOn.r1 = !asleep || woken;
    }
}
