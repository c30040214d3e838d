package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** An {@code await} in a handler that cleans up while {@code Cancelled} is on its way out. */
record CleanupUnshielded(int line, String handler) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        List<Cancellations.Stop> stops = Cancellations.stops(code);
        for (Site site : facts.sites()) {
            if (site instanceof Site.Await && !isShielded(site.insn(), code, stops)) {
                stops.stream()
                        .filter(stop -> !stop.keeps() && stop.caught().reached().get(facts.indexOf(site.insn())))
                        .findFirst()
                        .ifPresent(stop -> found.accept(new CleanupUnshielded(Lines.at(site.insn()), stop.word())));
            }
        }
    }

    /** Closing shields itself; anything else has to be shielded by its author. */
    private static boolean isShielded(AbstractInsnNode await, AsyncCode code, List<Cancellations.Stop> stops) {
        if (stops.isEmpty()) {
            return true;
        }
        Set<AbstractInsnNode> origins = code.origins().ofOperand(await);
        return !origins.isEmpty()
                && origins.stream()
                        .allMatch(origin -> origin instanceof MethodInsnNode call
                                && (call.owner.equals(Names.COROUTINES) && call.name.equals(Names.SHIELD)
                                        || call.name.equals(Names.CLOSE_ASYNC)
                                                && code.hierarchy().isSubtype(call.owner, Names.ASYNC_CLOSEABLE)));
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
