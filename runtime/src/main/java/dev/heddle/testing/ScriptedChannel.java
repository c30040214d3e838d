package dev.heddle.testing;

import dev.heddle.engine.EngineChannel;
import dev.heddle.engine.Readiness;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What scripted sockets and listeners have in common: an address, waiters, being open. Confined to the loop thread. */
abstract class ScriptedChannel implements EngineChannel {
    final ScriptedEngine engine;
    final SocketAddress local;
    private final ScriptedInterest input;
    private final ScriptedInterest output;
    private final Map<SocketOption<?>, Object> options = new HashMap<>();
    private boolean open = true;

    ScriptedChannel(ScriptedEngine engine, SocketAddress local) {
        this.engine = engine;
        this.local = local;
        this.input = new ScriptedInterest(engine, this::inputReady);
        this.output = new ScriptedInterest(engine, this::outputReady);
        engine.opened(this);
    }

    abstract boolean inputReady();

    abstract boolean outputReady();

    /** What closing means to the other side. */
    abstract void release();

    final void inputChanged() {
        input.changed();
    }

    final void outputChanged() {
        output.changed();
    }

    final void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public final void awaitReadable(Readiness waiter) throws ClosedChannelException {
        requireOpen();
        input.await(waiter);
    }

    /** Serves {@link dev.heddle.engine.EngineSocket}. */
    public final void awaitWritable(Readiness waiter) throws ClosedChannelException {
        requireOpen();
        output.await(waiter);
    }

    @Override
    public final boolean withdraw(Readiness waiter) {
        return input.withdraw(waiter) || output.withdraw(waiter);
    }

    /** Every option is kept and has no effect. */
    @Override
    public final <T> void setOption(SocketOption<T> option, T value) throws ClosedChannelException {
        requireOpen();
        options.put(option, value);
    }

    @Override
    public final <T> @Nullable T getOption(SocketOption<T> option) throws ClosedChannelException {
        requireOpen();
        Object value = options.get(option);
        return value == null ? null : option.type().cast(value);
    }

    @Override
    public final SocketAddress localAddress() throws ClosedChannelException {
        requireOpen();
        return local;
    }

    @Override
    public final boolean isOpen() {
        return open;
    }

    @Override
    public final void close() {
        if (open) {
            open = false;
            input.forget();
            output.forget();
            engine.closed(this);
            release();
        }
    }

    final void describeWaiters(StringBuilder message) {
        if (input.isAwaited()) {
            message.append("\n  ").append(this).append(" is awaited for input");
        }
        if (output.isAwaited()) {
            message.append("\n  ").append(this).append(" is awaited for output");
        }
    }
}
