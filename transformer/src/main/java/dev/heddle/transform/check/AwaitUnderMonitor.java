package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.function.Consumer;

/** A suspension point inside a {@code synchronized} block. */
record AwaitUnderMonitor(int line, String word) implements Finding {
    static final String REASON =
            "a monitor belongs to a thread, not to a task: while this task waits, another one on the"
                    + " same thread could enter";

    static void check(MethodFacts facts, Consumer<Finding> found) {
        for (Site site : facts.sites()) {
            if (site instanceof Site.Suspension && facts.monitors()[facts.indexOf(site.insn())] > 0) {
                found.accept(new AwaitUnderMonitor(Lines.at(site.insn()), word(site)));
            }
        }
    }

    private static String word(Site site) {
        return site instanceof Site.Close ? "close()" : site instanceof Site.Emit ? "emit" : "await";
    }

    @Override
    public Rule rule() {
        return Rule.AWAIT_UNDER_MONITOR;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`" + word + "` while holding a monitor",
                REASON,
                "await before the `synchronized` block or after it; state that only tasks of one loop touch needs no"
                        + " lock");
    }
}
