package dev.heddle.net;

import dev.heddle.engine.EngineSocket;
import dev.heddle.engine.Readiness;
import dev.heddle.scheduling.Leaf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a connection. Whatever ends it other than success closes the socket. Confined to the loop thread. */
final class ConnectOperation extends Leaf<TcpStream> implements Readiness {
    private final InetSocketAddress address;
    private @Nullable EngineSocket socket;

    ConnectOperation(InetSocketAddress address) {
        this.address = address;
    }

    @Override
    protected @Nullable Object begin() throws Throwable {
        EngineSocket attempt = engine().connect(address);
        socket = attempt;
        try {
            if (attempt.finishConnect()) {
                return new TcpStream(attempt);
            }
            attempt.awaitWritable(this);
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
                complete(new TcpStream(attempt));
            } else {
                attempt.awaitWritable(this);
            }
        } catch (Throwable failure) {
            closeAfter(failure);
            fail(failure);
        }
    }

    @Override
    protected boolean withdraw() {
        if (!Objects.requireNonNull(socket).withdraw(this)) {
            return false;
        }
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
