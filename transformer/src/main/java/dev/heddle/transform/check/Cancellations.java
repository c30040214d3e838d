package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The handlers through which {@code Cancelled} passes on its way from a suspension point out of a method. Stateless. */
final class Cancellations {
    private Cancellations() {}

    /**
     * A handler that {@code Cancelled} comes to.
     *
     * @param origin from where it comes
     * @param block an exception table entry of the handler
     * @param caught where control can go from it
     * @param throwsOn whether it throws on each way out
     * @param keeps whether the method can end, or come to the same suspension point again, without having thrown
     */
    record Stop(Site.Suspension origin, TryCatchBlockNode block, Caught caught, boolean throwsOn, boolean keeps) {
        /** Says from where {@code Cancelled} comes. */
        Labels labels() {
            return Labels.of(List.of(Shown.suspension(origin, "`Cancelled` comes from here")));
        }

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
        Ways ways = new Ways(code, new HashMap<>(), new BitSet());
        Ways awaited = new Ways(code, new HashMap<>(), interrupted(code));
        Set<LabelNode> kept = new HashSet<>();
        Set<LabelNode> passed = new HashSet<>();
        for (Site site : facts.sites()) {
            if (site instanceof Site.Suspension suspension) {
                for (Stop stop : stopsOnTheWay(suspension, ways, awaited)) {
                    if ((stop.keeps() ? kept : passed).add(stop.block().handler)) {
                        stops.add(stop);
                    }
                }
            }
        }
        return stops;
    }

    /** Where control goes from handlers: for many suspension points it is asked of the same one. */
    private record Ways(AsyncCode code, Map<LabelNode, Caught> known, BitSet ends) {
        Caught from(TryCatchBlockNode block) {
            return known.computeIfAbsent(
                    block.handler, handler -> Caught.by(block, code.facts(), code.hierarchy(), ends));
        }
    }

    private static List<Stop> stopsOnTheWay(Site.Suspension site, Ways ways, Ways awaited) {
        int origin = ways.code().facts().indexOf(site.insn());
        List<Stop> stops = new ArrayList<>();
        Set<LabelNode> seen = new HashSet<>();
        Deque<Integer> throwing = new ArrayDeque<>(List.of(origin));
        while (!throwing.isEmpty()) {
            TryCatchBlockNode block =
                    Caught.handlerOf(throwing.pop(), ways.code().facts());
            if (block != null && seen.add(block.handler)) {
                Caught caught = ways.from(block);
                boolean goesOn = caught.goesOn(origin);
                boolean keeps = goesOn && awaited.from(block).goesOn(origin);
                stops.add(new Stop(site, block, caught, !goesOn, keeps));
                throwing.addAll(caught.rethrows());
            }
        }
        return stops;
    }

    /** Where the method is left when it comes there cancelled: cancellation is a level, and thrown again. */
    private static BitSet interrupted(AsyncCode code) {
        BitSet interrupted = new BitSet();
        for (Site site : code.facts().sites()) {
            if (isInterrupted(site, code)) {
                interrupted.set(code.facts().indexOf(site.insn()));
            }
        }
        return interrupted;
    }

    /** Whether a site throws {@code Cancelled} in a cancelled task: an {@code await}, unless of something that is shielded. */
    static boolean isInterrupted(Site site, AsyncCode code) {
        if (!(site instanceof Site.Await)) {
            return false;
        }
        Set<AbstractInsnNode> origins = code.originsOf(site.insn());
        return origins.isEmpty()
                || !origins.stream()
                        .allMatch(origin ->
                                origin instanceof MethodInsnNode call && makesShielded(call, code.hierarchy()));
    }

    /** Closing shields itself; anything else has to be shielded by its author. */
    private static boolean makesShielded(MethodInsnNode call, Hierarchy hierarchy) {
        return call.owner.equals(Names.COROUTINES) && call.name.equals(Names.SHIELD)
                || call.name.equals(Names.CLOSE_ASYNC) && hierarchy.isSubtype(call.owner, Names.ASYNC_CLOSEABLE);
    }
}
