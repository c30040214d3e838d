package dev.heddle.samples.http;

import dev.heddle.Coroutine;
import dev.heddle.io.ByteOutput;

/** Makes the body of a response piece by piece, while it is sent. */
@FunctionalInterface
public interface BodyWriter {
    /**
     * Writes the body. Each write ends when the system has taken the bytes, so that a slow client slows the writer down. If
     * this fails the connection is reset, as the client must not take the part for the whole.
     */
    Coroutine<Void> write(ByteOutput body) throws Exception;
}
