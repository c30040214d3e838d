package dev.heddle.engine;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;

/** Somebody else's channel in the selector of this loop. Confined to the loop thread. */
final class NioWatch extends NioDescriptor implements EngineWatch {
    private final SelectableChannel channel;

    NioWatch(SelectableChannel channel, Selector selector) throws IOException {
        super(channel, selector);
        this.channel = channel;
    }

    @Override
    public void awaitReadable(Readiness waiter) throws IOException {
        awaitInput(operations(INPUT, "read"), waiter);
    }

    @Override
    public void awaitWritable(Readiness waiter) throws IOException {
        awaitOutput(operations(~INPUT, "written"), waiter);
    }

    private int operations(int direction, String verb) {
        int operations = channel.validOps() & direction;
        if (operations == 0) {
            throw new UnsupportedOperationException(channel + " is not " + verb);
        }
        return operations;
    }

    @Override
    public boolean isOpen() {
        return key.isValid();
    }

    @Override
    public void close() {
        forgetWaiters();
        key.cancel();
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
