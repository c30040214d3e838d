package dev.heddle.testing;

import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory. Its own calls can be made to fail by {@link #readFaults} and {@link #writeFaults}.
 *
 * <p>It behaves as TCP does on Linux: connecting takes one poll; closing with unread bytes, or after
 * {@link #resetOnClose}, resets the connection; writing to an end that is gone succeeds once and is answered by a reset.
 * Confined to the loop thread.
 */
public final class ScriptedSocket extends ScriptedChannel implements EngineSocket {
    /** CONNECTING becomes CONNECTED by {@link #finishConnect}; either becomes RESET from any end; the others are final. */
    private enum State {
        CONNECTING,
        CONNECTED,
        UNANSWERED,
        REFUSED,
        RESET
    }

    private final SocketAddress remote;
    private final ScriptedPipe incoming;
    private final ScriptedFaults readFaults = new ScriptedFaults();
    private final ScriptedFaults writeFaults = new ScriptedFaults();
    private final long openedAtPoll;
    private State state;
    private @Nullable ScriptedSocket peer;
    private boolean outputEnded;
    private boolean resetOnClose;
    private @Nullable IOException resetFailure;

    private ScriptedSocket(
            ScriptedEngine engine, SocketAddress local, SocketAddress remote, int bufferSize, State state) {
        super(engine, local);
        this.remote = remote;
        this.incoming = new ScriptedPipe(bufferSize);
        this.openedAtPoll = engine.polls();
        this.state = state;
    }

    /** An attempt to connect to where nobody listens. */
    static ScriptedSocket refused(ScriptedEngine engine, SocketAddress local, SocketAddress remote) {
        return new ScriptedSocket(engine, local, remote, 1, State.REFUSED);
    }

    /** An attempt to connect to where nobody says anything. */
    static ScriptedSocket unanswered(ScriptedEngine engine, SocketAddress local, SocketAddress remote) {
        return new ScriptedSocket(engine, local, remote, 1, State.UNANSWERED);
    }

    /** The end that connects; its {@link #peer} is the end to be accepted. */
    static ScriptedSocket connecting(ScriptedEngine engine, SocketAddress local, SocketAddress remote, int bufferSize) {
        ScriptedSocket client = new ScriptedSocket(engine, local, remote, bufferSize, State.CONNECTING);
        ScriptedSocket server = new ScriptedSocket(engine, remote, local, bufferSize, State.CONNECTED);
        client.peer = server;
        server.peer = client;
        return client;
    }

    /** What goes wrong when this end reads. */
    public ScriptedFaults readFaults() {
        return readFaults;
    }

    /** What goes wrong when this end writes. */
    public ScriptedFaults writeFaults() {
        return writeFaults;
    }

    /** Resets the connection, as a peer or a network in trouble does: bytes under way are lost, calls at both ends fail. */
    public void reset() {
        fall();
        peer().fall();
    }

    /** Makes {@link #resetOnClose} fail at this end; closing then ends the connection in order. */
    public void failResets(IOException failure) {
        resetFailure = failure;
    }

    private void fall() {
        state = State.RESET;
        incoming.discard();
        inputChanged();
        outputChanged();
    }

    ScriptedSocket peer() {
        if (peer == null) {
            throw new NotYetConnectedException();
        }
        return peer;
    }

    boolean wasReset() {
        return state == State.RESET;
    }

    @Override
    public boolean finishConnect() throws IOException {
        requireOpen();
        if (engine.polls() > openedAtPoll) {
            if (state == State.REFUSED) {
                throw new ConnectException("Connection refused");
            }
            if (state == State.CONNECTING) {
                state = State.CONNECTED;
            }
        }
        refuseReset("Connection reset");
        return state == State.CONNECTED;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireConnected();
        long offset = incoming.takenOffset();
        if (readFaults.resetsAt(offset)) {
            reset();
        }
        refuseReset("Connection reset");
        boolean nothingThere = incoming.size() == 0 && !incoming.isEnded();
        if (nothingThere || !target.hasRemaining() || readFaults.takeBlockAt(offset)) {
            return 0;
        }
        if (incoming.size() == 0) {
            return -1;
        }
        int count = readFaults.limit(offset, Math.min(target.remaining(), incoming.size()));
        incoming.take(target, count);
        peer().outputChanged();
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireConnected();
        if (outputEnded) {
            throw new ClosedChannelException();
        }
        ScriptedPipe outgoing = peer().incoming;
        long offset = outgoing.givenOffset();
        if (writeFaults.resetsAt(offset)) {
            reset();
        }
        refuseReset("Broken pipe");
        if (!source.hasRemaining() || writeFaults.takeBlockAt(offset)) {
            return 0;
        }
        if (!peer().isOpen()) {
            int lost = source.remaining();
            source.position(source.limit());
            reset();
            return lost;
        }
        int count = writeFaults.limit(offset, Math.min(source.remaining(), outgoing.space()));
        outgoing.give(source, count);
        peer().inputChanged();
        return count;
    }

    private void requireConnected() throws ClosedChannelException {
        requireOpen();
        if (peer == null || state == State.CONNECTING) {
            throw new NotYetConnectedException();
        }
    }

    private void refuseReset(String message) throws SocketException {
        if (state == State.RESET) {
            throw new SocketException(message);
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        requireConnected();
        if (!outputEnded) {
            outputEnded = true;
            peer().incoming.end();
            peer().inputChanged();
        }
    }

    @Override
    public void resetOnClose() throws IOException {
        requireOpen();
        if (resetFailure != null) {
            throw resetFailure;
        }
        resetOnClose = true;
    }

    @Override
    boolean inputReady() {
        return state != State.CONNECTING
                && state != State.UNANSWERED
                && (state != State.CONNECTED
                        || incoming.size() > 0
                        || incoming.isEnded()
                        || readFaults.resetsAt(incoming.takenOffset()));
    }

    @Override
    boolean outputReady() {
        return state != State.UNANSWERED
                && (state != State.CONNECTED
                        || !peer().isOpen()
                        || peer().incoming.space() > 0);
    }

    @Override
    void release() {
        if (state == State.RESET || peer == null) {
            return;
        }
        if (resetOnClose || incoming.size() > 0) {
            reset();
        } else {
            peer().incoming.end();
            peer().inputChanged();
            peer().outputChanged();
        }
    }

    @Override
    public SocketAddress remoteAddress() throws IOException {
        requireOpen();
        return remote;
    }

    @Override
    public String toString() {
        return "socket " + local + " to " + remote + (state == State.CONNECTED ? "" : " (" + state + ")");
    }
}
