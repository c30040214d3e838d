package dev.heddle;

/**
 * Thrown by {@code emit} when the consumer has closed the {@link AsyncStream}: nobody wants the rest. An {@code Error}, so
 * that {@code catch (Exception)} does not swallow it. Let it pass; the closing ends with it.
 */
public final class StreamClosed extends Error {
    private static final long serialVersionUID = 1;

    /** For the one stream that is being closed. */
    public StreamClosed() {
        super("the stream was closed by its consumer");
    }
}
