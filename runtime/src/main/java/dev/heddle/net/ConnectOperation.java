package dev.heddle.net;

import dev.heddle.engine.ChannelOptions;
import dev.heddle.engine.EngineSocket;
import dev.heddle.engine.Readiness;
import dev.heddle.scheduling.Leaf;
import dev.heddle.scheduling.Sleep;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a connection. Whatever ends it other than success closes the socket. Confined to the loop thread. */
final class ConnectOperation<S extends SocketStream> extends Leaf<S> implements Readiness {
    private final SocketAddress address;
    private final ChannelOptions options;
    private final Duration timeout;
    private final SocketStream.Maker<S> maker;
    private @Nullable EngineSocket socket;

    ConnectOperation(SocketAddress address, ChannelOptions options, Duration timeout, SocketStream.Maker<S> maker) {
        this.address = address;
        this.options = options;
        this.timeout = timeout;
        this.maker = maker;
    }

    @Override
    protected @Nullable Object begin() throws Throwable {
        EngineSocket attempt = engine().connect(address, options);
        socket = attempt;
        try {
            if (attempt.finishConnect()) {
                return maker.streamOver(attempt);
            }
            attempt.awaitWritable(this);
            wakeAfter(Sleep.nanosOf(timeout));
            return suspended();
        } catch (Throwable failure) {
            closeAfter(failure);
            throw failure;
        }
    }

    @Override
    public void ready() {
        EngineSocket attempt = Objects.requireNonNull(socket);
        try {
            if (attempt.finishConnect()) {
                S stream = maker.streamOver(attempt);
                cancelTimer();
                complete(stream);
            } else {
                attempt.awaitWritable(this);
            }
        } catch (Throwable failure) {
            failWith(failure);
        }
    }

    private void failWith(Throwable failure) {
        cancelTimer();
        closeAfter(failure);
        fail(failure);
    }

    @Override
    protected void expired() {
        if (Objects.requireNonNull(socket).withdraw(this)) {
            failWith(new SocketTimeoutException(
                    address + " has not answered within " + timeout.toMillis() + " milliseconds"));
        }
    }

    @Override
    protected boolean withdraw() {
        if (!Objects.requireNonNull(socket).withdraw(this)) {
            return false;
        }
        cancelTimer();
        closeAfter(null);
        return true;
    }

    private void closeAfter(@Nullable Throwable failure) {
        try {
            Objects.requireNonNull(socket).close();
        } catch (IOException further) {
            if (failure != null) {
                failure.addSuppressed(further);
            }
        }
    }

    @Override
    public String toString() {
        return "connect to " + address;
    }
}
