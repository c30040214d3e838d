package dev.heddle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong among the tasks of one scope, and what of it the body has been told: nothing is lost, nothing told twice.
 *
 * <p>Confined to the loop thread.
 */
final class ScopeFailures {
    private final TaskScope scope;
    private final List<Throwable> all = new ArrayList<>(2);
    private final List<Throwable> untold = new ArrayList<>(2);

    /** The exceptions that the body got first and last, of which one most likely leaves it; they take up what follows. */
    private @Nullable ScopeFailed firstThrown;

    private @Nullable ScopeFailed lastThrown;

    ScopeFailures(TaskScope scope) {
        this.scope = scope;
    }

    /** A task has failed. The same exception, handed on by an awaiting sibling, counts once. */
    void add(Throwable failure) {
        if (all.stream().anyMatch(each -> each == failure)) {
            return;
        }
        all.add(failure);
        if (firstThrown == null || lastThrown == null) {
            untold.add(failure);
            return;
        }
        firstThrown.addSuppressed(failure);
        if (lastThrown != firstThrown) {
            lastThrown.addSuppressed(failure);
        }
    }

    /** The body has got this failure from the await of the task itself. */
    void told(Throwable failure) {
        untold.removeIf(each -> each == failure);
    }

    /** The failure of the scope: a new exception for each await. */
    ScopeFailed failure() {
        ScopeFailed failure = describe(all);
        if (firstThrown == null) {
            firstThrown = failure;
        }
        lastThrown = failure;
        untold.clear();
        return failure;
    }

    /** Those failures that would be lost if the scope ended now; null when there are none. */
    @Nullable
    ScopeFailed untold() {
        return untold.isEmpty() ? null : describe(untold);
    }

    private ScopeFailed describe(List<Throwable> failures) {
        return new ScopeFailed(scope, failures);
    }
}
