package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.ArrayList;
import java.util.List;

/** What is not allowed at a suspension point. */
public final class SiteChecks {
    private final MethodFacts facts;
    private final Reporter reporter;

    private SiteChecks(MethodFacts facts) {
        this.facts = facts;
        this.reporter = new Reporter(facts.owner(), facts.method());
    }

    /** All that is wrong in one async method, in code order. */
    public static List<Diagnostic> of(MethodFacts facts) {
        SiteChecks checks = new SiteChecks(facts);
        List<Diagnostic> found = new ArrayList<>();
        for (Site site : facts.sites()) {
            if (site instanceof Site.Suspension suspension) {
                checks.monitor(suspension, found);
            }
        }
        return found;
    }

    private void monitor(Site.Suspension site, List<Diagnostic> found) {
        if (facts.monitors()[facts.indexOf(site.insn())] > 0) {
            found.add(reporter.error(
                    Rule.AWAIT_UNDER_MONITOR,
                    Lines.at(site.insn()),
                    "`" + word(site) + "` while holding a monitor",
                    "a monitor belongs to a thread, not to a task: while this task waits, another one on the same thread"
                            + " could enter",
                    "await before the `synchronized` block or after it; state that only tasks of one loop touch needs no"
                            + " lock"));
        }
    }

    private static String word(Site.Suspension site) {
        return site instanceof Site.Close ? "close()" : "await";
    }
}
