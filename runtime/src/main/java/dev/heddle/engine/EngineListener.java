package dev.heddle.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A listening socket whose calls never block. Confined to the loop thread. */
public interface EngineListener extends EngineChannel {
    /**
     * Takes the next connection. One that its peer gave up while it waited here may be skipped.
     *
     * @return null if the call would have blocked
     * @throws IOException if the system cannot give out a connection now, for lack of descriptors for example; the
     *     connection keeps waiting, so the caller should try again after a while, not at the next readiness
     */
    @Nullable
    EngineSocket accept() throws IOException;

    /**
     * Resets the connection that has waited longest, with a descriptor that is kept for the time when there is no other: so
     * that who connects is told, instead of being left in the queue.
     *
     * @return false if none waits, or even this was not possible
     */
    boolean shed() throws IOException;
}
