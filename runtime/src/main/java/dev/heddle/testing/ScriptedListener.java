package dev.heddle.testing;

import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A listening socket of the scripted engine; any number of connections may wait. Confined to the loop thread. */
final class ScriptedListener extends ScriptedChannel implements EngineListener {
    private final ArrayDeque<ScriptedSocket> waiting = new ArrayDeque<>();

    ScriptedListener(ScriptedEngine engine, SocketAddress address) {
        super(engine, address);
    }

    void arrive(ScriptedSocket connection) {
        waiting.add(connection);
        inputChanged();
    }

    @Override
    public @Nullable EngineSocket accept() throws IOException {
        requireOpen();
        if (!waiting.isEmpty() && engine.takeFailingAccept()) {
            throw new IOException("Too many open files");
        }
        ScriptedSocket connection = waiting.poll();
        while (connection != null && connection.wasReset()) {
            connection.close();
            connection = waiting.poll();
        }
        return connection;
    }

    @Override
    public boolean shed() throws IOException {
        requireOpen();
        ScriptedSocket connection = waiting.poll();
        if (connection == null) {
            return false;
        }
        connection.reset();
        connection.close();
        return true;
    }

    @Override
    boolean inputReady() {
        return !waiting.isEmpty();
    }

    @Override
    boolean outputReady() {
        return false;
    }

    @Override
    void release() {
        for (ScriptedSocket connection : waiting) {
            connection.reset();
            connection.close();
        }
        waiting.clear();
    }

    @Override
    public String toString() {
        return "listener at " + local;
    }
}
