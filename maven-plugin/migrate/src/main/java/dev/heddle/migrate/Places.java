package dev.heddle.migrate;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands around a place in a method, and forbids that it awaits or ends later than it did. Stateless. */
final class Places {
    private Places() {}

    /** Why a place cannot become an `await` that throws what {@code join()} would have thrown wrapped; null if it can. */
    static @Nullable Obstacle toAwait(Unit unit, Tree place, Tree home) {
        Tree inner = place;
        for (Tree at = unit.parent(place); at != null && at != home; at = unit.parent(at)) {
            if (at instanceof SynchronizedTree) {
                return new Obstacle(at, "it waits while holding a monitor", "wait before the block, or behind it");
            }
            if (at instanceof TryTree attempt && isCovered(attempt, inner)) {
                for (CatchTree handler : attempt.getCatches()) {
                    if (!isIndifferent(unit, handler)) {
                        return new Obstacle(
                                handler.getParameter(),
                                "`catch (" + unit.text(handler.getParameter().getType())
                                        + ")` sees a `CompletionException` around the failure, and behind an `await` the failure"
                                        + " itself",
                                "catch `Throwable` without looking at it, or catch the failures that are meant after this is"
                                        + " rewritten by hand");
                    }
                }
            }
            inner = at;
        }
        return null;
    }

    /** Why the value that is returned here cannot be awaited first; null if it can. */
    static @Nullable Obstacle toEndLater(Unit unit, Tree place, Tree home) {
        for (Tree at = unit.parent(place); at != null && at != home; at = unit.parent(at)) {
            if (at instanceof SynchronizedTree) {
                return new Obstacle(at, "it returns out of a `synchronized` block", "return behind the block");
            }
            if (at instanceof TryTree) {
                return new Obstacle(
                        at,
                        "it returns out of a `try`, which is left before the future is done, and would be left behind it",
                        "say by hand whether the `try` is to cover the wait");
            }
        }
        return null;
    }

    /** Something that stands in the way. */
    record Obstacle(Tree tree, String message, @Nullable String help) {}

    private static boolean isCovered(TryTree attempt, Tree inner) {
        return attempt.getBlock() == inner || attempt.getResources().contains(inner);
    }

    /** A handler that catches everything and does not look at it, but for throwing it on. */
    private static boolean isIndifferent(Unit unit, CatchTree handler) {
        Tree type = handler.getParameter().getType();
        if (type instanceof UnionTypeTree || !"java.lang.Throwable".equals(String.valueOf(unit.type(type)))) {
            return false;
        }
        List<IdentifierTree> uses = unit.below(
                handler.getBlock(),
                IdentifierTree.class,
                name -> unit.element(name) == unit.element(handler.getParameter()));
        return uses.stream().allMatch(use -> unit.parent(use) instanceof ThrowTree);
    }
}
