package dev.heddle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.heddle.stress.RacedLoop;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A watchdog on whose clock each look is an hour later looks at a loop that runs a task and closes. What it reports is about
 * that task or a callback, and it does not get in the way of the loop. Anything else is forbidden.
 */
@JCStressTest
@Outcome(id = "fine", expect = ACCEPTABLE, desc = "nothing was seen, or what is there")
@State
public class WatchdogRace {
    private static final int LOOKS = 6;

    private final RacedLoop raced = new RacedLoop();
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private int answer;

    @Actor
    public void loop() {
        try (Loop loop = raced.open(trouble -> seen.add(trouble.sentence()))) {
            answer = loop.runUntilComplete(RacedLoop.answer());
        }
    }

    @Actor
    public void watcher() {
        Watchdog watchdog = new Watchdog(raced.get(), Duration.ofMinutes(1));
        for (int hour = 1; hour <= LOOKS; hour++) {
            watchdog.look(Duration.ofHours(hour).toNanos());
        }
    }

    @Arbiter
    public void judge(L_Result result) {
        boolean known = seen.stream()
                .allMatch(sentence -> sentence.startsWith("a step of task `main` has held loop `loop` for ")
                        || sentence.startsWith("a callback has held loop `loop` for "));
        result.r1 = known && answer == 42 && seen.size() < LOOKS ? "fine" : answer + ": " + seen;
    }
}
