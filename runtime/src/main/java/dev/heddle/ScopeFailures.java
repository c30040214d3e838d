package dev.heddle;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong among the tasks of one scope, and what of it the body has been told: nothing is lost, nothing told twice.
 *
 * <p>The body gets a new exception at each await, and any of them may be the one that leaves the scope. So each takes up what
 * fails later, as long as somebody still has it.
 *
 * <p>Confined to the loop thread.
 */
final class ScopeFailures {
    private static final int FIRST_PRUNING = 8;

    private final TaskScope scope;
    private final List<Throwable> all = new ArrayList<>(2);
    private final List<Throwable> untold = new ArrayList<>(2);
    private final List<WeakReference<ScopeFailed>> thrown = new ArrayList<>(2);
    private int pruneAt = FIRST_PRUNING;

    ScopeFailures(TaskScope scope) {
        this.scope = scope;
    }

    /** A task has failed. The same exception, handed on by an awaiting sibling, counts once. */
    void add(Throwable failure) {
        if (all.stream().anyMatch(each -> each == failure)) {
            return;
        }
        all.add(failure);
        if (thrown.isEmpty()) {
            untold.add(failure);
            return;
        }
        for (WeakReference<ScopeFailed> each : thrown) {
            ScopeFailed carrier = each.get();
            if (carrier != null) {
                carrier.addSuppressed(failure);
            }
        }
    }

    /** The body has got this failure from the await of the task itself. */
    void told(Throwable failure) {
        untold.removeIf(each -> each == failure);
    }

    /** The failure of the scope: a new exception for each await. */
    ScopeFailed failure() {
        if (thrown.size() == pruneAt) {
            thrown.removeIf(each -> each.get() == null);
            pruneAt = Math.max(FIRST_PRUNING, 2 * thrown.size());
        }
        ScopeFailed failure = new ScopeFailed(scope, all);
        thrown.add(new WeakReference<>(failure));
        untold.clear();
        return failure;
    }

    /** Those failures that would be lost if the scope ended now; null when there are none. */
    @Nullable
    ScopeFailed untold() {
        return untold.isEmpty() ? null : new ScopeFailed(scope, untold);
    }
}
