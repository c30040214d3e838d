package dev.heddle.tls;

import dev.heddle.Loop;
import dev.heddle.Task;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** One direction of a stream, for one task at a time. Confined to the loop thread. */
final class Exclusive {
    private final TlsStream stream;
    private final Loop home = Loop.current();
    private final String verb;
    private @Nullable Task<?> user;

    /** Belongs to the loop of this thread. {@code verb} says in messages what is done here: read or write. */
    Exclusive(TlsStream stream, String verb) {
        this.stream = stream;
        this.verb = verb;
    }

    /** Takes this direction for the running task, until {@link #end}. */
    void begin() throws ClosedChannelException {
        requireFree();
        user = Task.current();
    }

    void end() {
        user = null;
    }

    boolean isInUse() {
        return user != null;
    }

    /** Refuses to go on in another loop, when the stream is closed, or while a task uses this direction. */
    void requireFree() throws ClosedChannelException {
        requireHome();
        if (!stream.isOpen()) {
            throw new ClosedChannelException();
        }
        if (user != null) {
            throw new IllegalStateException(
                    user + " waits to " + verb + " on " + stream + " already: only one task at a time can");
        }
    }

    void requireHome() {
        Loop here = Loop.current();
        if (here != home) {
            throw new IllegalStateException(stream + " belongs to " + home + " and cannot be used in " + here);
        }
    }
}
