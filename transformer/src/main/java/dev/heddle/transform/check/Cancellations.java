package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The handlers through which {@code Cancelled} passes on its way from a suspension point out of a method. Stateless. */
final class Cancellations {
    private Cancellations() {}

    /**
     * A handler that {@code Cancelled} comes to.
     *
     * @param block an exception table entry of the handler
     * @param keeps whether the method can go on behind it without throwing
     */
    record Stop(TryCatchBlockNode block, Caught caught, boolean keeps) {
        /** The handler as its author knows it. */
        String word() {
            return block.type == null
                    ? "finally"
                    : "catch (" + block.type.substring(block.type.lastIndexOf('/') + 1) + ")";
        }
    }

    /** All handlers that {@code Cancelled} may come to in a method. */
    static List<Stop> stops(AsyncCode code) {
        MethodFacts facts = code.facts();
        List<Stop> stops = new ArrayList<>();
        if (facts.method().tryCatchBlocks.isEmpty()) {
            return stops;
        }
        Map<LabelNode, Caught> followed = new HashMap<>();
        Set<LabelNode> kept = new HashSet<>();
        Set<LabelNode> passed = new HashSet<>();
        for (Site site : facts.sites()) {
            if (site instanceof Site.Suspension) {
                int index = facts.indexOf(site.insn());
                List<@Nullable TryCatchBlockNode> work = new ArrayList<>();
                work.add(Caught.handlerOf(index, facts));
                Set<LabelNode> seen = new HashSet<>();
                while (!work.isEmpty()) {
                    TryCatchBlockNode block = work.remove(work.size() - 1);
                    if (block == null || !seen.add(block.handler)) {
                        continue;
                    }
                    Caught caught = followed.computeIfAbsent(
                            block.handler, handler -> Caught.by(block, facts, code.hierarchy()));
                    boolean keeps = caught.reachesReturn() || caught.reached().get(index);
                    if ((keeps ? kept : passed).add(block.handler)) {
                        stops.add(new Stop(block, caught, keeps));
                    }
                    caught.rethrows().forEach(rethrow -> work.add(Caught.handlerOf(rethrow, facts)));
                }
            }
        }
        return stops;
    }
}
