package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.plan.TypeNames;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** An object that others wait for, or that is bound to the thread, kept while the method waits. */
record HeldAcrossAwait(int line, String name, String type, String help, Labels labels) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        Set<String> told = new HashSet<>();
        for (Site.Suspension site : code.suspensions()) {
            for (Kept kept : Kept.at(site, code)) {
                code.held()
                        .helpFor(kept.type(), code.hierarchy())
                        .filter(help -> told.add(kept.name() + kept.type()))
                        .ifPresent(help -> found.accept(new HeldAcrossAwait(
                                Lines.at(site.insn()), kept.name(), TypeNames.of(kept.type()), help, labels(kept))));
            }
        }
    }

    private static Labels labels(Kept kept) {
        return Labels.of(
                Shown.origin(kept.origins(), "comes from here").stream().toList());
    }

    @Override
    public Rule rule() {
        return Rule.HELD_ACROSS_AWAIT;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`await` while " + name + ", which is a `" + type + "`, is held",
                "nobody knows how long the task waits, and other tasks run on its thread meanwhile",
                help);
    }
}
