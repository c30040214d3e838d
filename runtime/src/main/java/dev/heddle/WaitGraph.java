package dev.heddle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom. The tasks that are stuck are what is left of those that wait when all are taken out, again and again,
 * whose wait may still be ended by somebody: by one that is not among them, by the clock, by the world.
 *
 * <p>A wait is taken to end as soon as one of the holders lets go, except that a scope and a lock for writing need all of
 * them; of a select it is enough that one of its cases may become possible. So what is found to be stuck is; what may be
 * stuck is not reported. Confined to the loop thread; one use each.
 */
final class WaitGraph {
    /** What each task waits for that may be stuck; in the order of the tree of tasks. */
    private final Map<Task<?>, List<Waitable>> stuck = new LinkedHashMap<>();

    private WaitGraph(List<Task<?>> tasks) {
        for (Task<?> task : tasks) {
            List<Waitable> waitables = task.waitsForAnyOf();
            if (!waitables.isEmpty() && task.timeLeft() == null) {
                stuck.put(task, waitables);
            }
        }
    }

    /** The tasks that are in a deadlock; null if there is none. */
    static @Nullable Deadlock deadlockAmong(List<Task<?>> tasks) {
        WaitGraph graph = new WaitGraph(tasks);
        graph.removeWhoMayGoOn();
        graph.removeWhoIsNotWaitedFor();
        if (graph.stuck.isEmpty()) {
            return null;
        }
        List<Deadlock.Link> links = new ArrayList<>();
        graph.stuck.forEach((task, waitables) -> links.add(graph.link(task, waitables)));
        return new Deadlock(List.copyOf(links));
    }

    private void removeWhoMayGoOn() {
        boolean changed = true;
        while (changed) {
            changed = stuck.values().removeIf(waitables -> waitables.stream().anyMatch(this::mayBeServed));
        }
    }

    private boolean mayBeServed(Waitable waitable) {
        List<Task<?>> holders = waitable.holders();
        return waitable instanceof ScopeClose
                ? holders.stream().noneMatch(stuck::containsKey)
                : holders.isEmpty() || !stuck.keySet().containsAll(holders);
    }

    /** They are stuck because of the circle, not in it. */
    private void removeWhoIsNotWaitedFor() {
        boolean changed = true;
        while (changed) {
            Set<Task<?>> waitedFor = Collections.newSetFromMap(new IdentityHashMap<>());
            stuck.values().forEach(waitables -> waitables.forEach(waitable -> waitedFor.addAll(waitable.holders())));
            changed = stuck.keySet().retainAll(waitedFor);
        }
    }

    private Deadlock.Link link(Task<?> task, List<Waitable> waitables) {
        List<Task<?>> holders = new ArrayList<>();
        for (Waitable waitable : waitables) {
            waitable.holders().stream().filter(stuck::containsKey).forEach(holders::add);
        }
        String waitsFor = task.waitsFor();
        return new Deadlock.Link(
                task, waitsFor == null ? "nothing" : waitsFor, task.awaitChain(), List.copyOf(holders));
    }
}
