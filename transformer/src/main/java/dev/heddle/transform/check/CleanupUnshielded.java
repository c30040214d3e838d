package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.List;
import java.util.function.Consumer;

/** An {@code await} in a handler that cleans up while {@code Cancelled} is on its way out. */
record CleanupUnshielded(int line, String handler, Labels labels) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        List<Cancellations.Stop> stops = code.cancellations();
        for (Site site : facts.sites()) {
            if (!stops.isEmpty() && Cancellations.isInterrupted(site, code)) {
                stops.stream()
                        .filter(stop ->
                                stop.throwsOn() && stop.caught().reached().get(facts.indexOf(site.insn())))
                        .findFirst()
                        .ifPresent(stop ->
                                found.accept(new CleanupUnshielded(Lines.at(site.insn()), stop.word(), stop.labels())));
            }
        }
    }

    @Override
    public Rule rule() {
        return Rule.CLEANUP_UNSHIELDED;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`await` in `" + handler + "` is not shielded",
                "in a cancelled task it throws `Cancelled` at once, and the clean-up stays undone",
                "`await(shield(budget, ...))` lets clean-up end and gives it a time limit of its own");
    }
}
