package dev.heddle.channel;

/**
 * An end of a channel for one of its users, which is closed on its own. Confined to the loop thread.
 *
 * @param <T> the elements
 */
abstract class End<T> implements AutoCloseable {
    final Channel<T> channel;
    private final String kind;
    private boolean closed;

    /** An open end; {@code kind} says in messages what it is. */
    End(Channel<T> channel, String kind) {
        this.channel = channel;
        this.kind = kind;
    }

    /** Closes this end: who waits through it is refused. The second call does nothing. No suspension point. */
    @Override
    public void close() {
        channel.confine("close");
        if (!closed) {
            closed = true;
            leave();
        }
    }

    /** True once this end is closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Tells the channel, once, that this end is closed. */
    abstract void leave();

    final void requireOpen() {
        if (closed) {
            throw closed();
        }
    }

    final ChannelClosed closed() {
        return new ChannelClosed(this + " is closed", null);
    }

    @Override
    public String toString() {
        return kind + " of " + channel;
    }
}
