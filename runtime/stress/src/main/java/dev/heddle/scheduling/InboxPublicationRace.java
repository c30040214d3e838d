package dev.heddle.scheduling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A loop that gets a message sees what its sender did before. Anything else is forbidden. */
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "the message comes later")
@Outcome(id = "42", expect = ACCEPTABLE, desc = "the message shows the value")
@State
public class InboxPublicationRace {
    private static final int UNSEEN = -1;

    private final Inbox inbox = new Inbox(() -> {});
    private int value = UNSEEN;

    @Actor
    public void producer(I_Result result) {
        value = 42;
        inbox.offer(() -> result.r1 = value);
    }

    @Actor
    public void loop() {
        inbox.drain(Runnable::run);
    }
}
