package dev.heddle.sync;

import dev.heddle.Task;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.Strand;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is held by tasks, each of which has to give back its own. Confined to the loop thread. */
abstract class Owned extends Shared {
    Owned(String kind) {
        super(kind);
    }

    /** True if the running code may give back what {@code owner} holds: it is that task, or that task has ended. */
    final boolean mayGiveBack(Strand owner) {
        return owner == running() || ((Task<?>) owner).isDone();
    }

    /** The one of several holders for which the running code gives back: its task, or one that has ended with its hold. */
    final Strand holderAmong(Set<Strand> holders) {
        Strand task = running();
        if (task != null && holders.contains(task)) {
            return task;
        }
        for (Strand holder : holders) {
            if (mayGiveBack(holder)) {
                return holder;
            }
        }
        throw notHeld(holders.isEmpty() ? null : holders.iterator().next());
    }

    /** Refuses to give back what the running task does not hold. */
    final IllegalStateException notHeld(@Nullable Strand owner) {
        Strand task = running();
        return new IllegalStateException((task == null ? "a callback" : task) + " cannot give back " + this + ", which "
                + (owner == null ? "nobody holds" : "is held by " + owner));
    }

    /** Refuses to wait for what cannot come as long as the task waits. */
    final IllegalStateException wouldWaitForItself(Strand task) {
        return new IllegalStateException(task + " holds " + this + " already: it would wait for itself");
    }
}
