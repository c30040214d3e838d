package dev.heddle;

import java.util.List;

/**
 * Something of one loop that tasks wait for: a lock, an event, a channel. It tells who waits and, as far as that is known,
 * who can end the waiting; reports and dumps are made of this.
 *
 * <p>Confined to the loop thread. The lists are copies.
 */
public interface Waitable {
    /** The tasks that wait, in the order in which they will be served; one that waits for two things at once is there twice. */
    List<Task<?>> waiters();

    /**
     * The tasks that hold what the others wait for; empty if nobody holds it, or if it is of a kind that nobody holds, as
     * events and channels are. One that has ended without giving back what it held is still there. It may be enough that one
     * of them gives back what it holds, as with a limiter, or all may have to, as the readers for a writer.
     */
    List<Task<?>> holders();
}
