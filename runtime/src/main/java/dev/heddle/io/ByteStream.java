package dev.heddle.io;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import java.io.IOException;

/**
 * A connection: bytes in both directions, each of which may end before the other. One task may read while another writes.
 *
 * <p>Closed with {@link AsyncCloseable.CloseReason#FAILED}, it does not look to the peer as if it had ended in order, where
 * the kind of connection can tell the difference. Confined to the loop thread.
 */
public interface ByteStream extends ByteInput, ByteOutput, AsyncCloseable {
    /**
     * Ends the output: the peer reads the end of the stream after what has been written; reading here goes on. The second
     * call does nothing. A suspension point when awaited.
     *
     * @return fails with an {@link IllegalStateException} if a write is waiting
     */
    Coroutine<Void> shutdownOutput() throws IOException;
}
