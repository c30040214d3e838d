package dev.heddle.scheduling;

import dev.heddle.Waitable;
import org.jspecify.annotations.Nullable;

/**
 * What several tasks of one loop share and wait for. It belongs to the loop that runs when it is first used; before that it
 * may be filled and set up outside of any loop.
 *
 * <p>Confined to the loop thread: its operations are refused everywhere else.
 */
public abstract class Shared implements Waitable {
    private final String kind;
    private @Nullable String name;
    private @Nullable Scheduler home;

    /** Something without a name. {@code kind} says in messages what it is. */
    protected Shared(String kind) {
        this.kind = kind;
    }

    /** Gives it a name, for messages. */
    protected final void name(String name) {
        this.name = name;
    }

    /**
     * The running task, if nothing speaks against doing an operation of its at once: it is one of this loop, not cancelled,
     * and its budget is not spent. Else null, and the operation has to begin as a {@link Waiter}, which finds out why.
     */
    protected final @Nullable Strand unhindered() {
        Scheduler here = Scheduler.currentOrNull();
        if (here == null || here != home) {
            return null;
        }
        Strand task = here.running;
        return task != null && !task.isCancelled() && here.spend() ? task : null;
    }

    /** Refuses to be used where its loop does not run. */
    public final void confine(String operation) {
        Scheduler here = Scheduler.currentOrNull();
        if (home == null) {
            home = here;
            if (here != null) {
                here.ready().uses(this);
            }
        } else if (here != home) {
            throw new IllegalStateException("`" + operation + "` of " + this + " was called on thread `"
                    + Thread.currentThread().getName() + "`, but it belongs to " + home.loop()
                    + ", which does not run there: use its execute");
        }
    }

    /** The running task; null in a callback, and outside of a loop. */
    protected final @Nullable Strand running() {
        Scheduler here = Scheduler.currentOrNull();
        return here == null ? null : here.running;
    }

    /** The running task, for what only a task can do. */
    protected final Strand requireTask(String operation) {
        Strand task = running();
        if (task == null) {
            throw new IllegalStateException("`" + operation + "` of " + this + " works only inside a task");
        }
        return task;
    }

    /** The kind and the name. */
    @Override
    public final String toString() {
        if (name != null) {
            return kind + " `" + name + "`";
        }
        return ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
    }
}
