package dev.heddle.io;

import dev.heddle.AsyncCloseable;

/**
 * The end of a pipe that bytes go into. Closed, it lets the other end read the end of the stream after what has been written;
 * a write that waits here fails with an {@link java.nio.channels.AsynchronousCloseException}, a later one with a
 * {@link java.nio.channels.ClosedChannelException}. Confined to the loop thread.
 */
public interface PipeOutput extends ByteOutput, AsyncCloseable {}
