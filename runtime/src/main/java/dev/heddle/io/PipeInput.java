package dev.heddle.io;

import dev.heddle.AsyncCloseable;

/**
 * The end of a pipe that bytes come out of. Closed, it makes writes at the other end fail; a read that waits here fails with
 * an {@link java.nio.channels.AsynchronousCloseException}, a later one with a
 * {@link java.nio.channels.ClosedChannelException}. Confined to the loop thread.
 */
public interface PipeInput extends ByteInput, AsyncCloseable {}
