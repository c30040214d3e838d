package dev.heddle.testing;

import dev.heddle.engine.EngineDatagram;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A socket for datagrams in memory. As with UDP, what nobody listens for is lost, and so is what comes when much waits to be
 * received; only who is connected hears that nobody is there. Confined to the loop thread.
 */
final class ScriptedDatagram extends ScriptedChannel implements EngineDatagram {
    /** So many bytes wait at most, as on Linux unless it is told otherwise. */
    private static final int CAPACITY = 212_992;

    private final ArrayDeque<Arrived> waiting = new ArrayDeque<>();
    private @Nullable SocketAddress peer;
    private boolean peerIsMissing;
    private int waitingBytes;
    private int receivedSize;

    private record Arrived(SocketAddress sender, byte[] content) {}

    ScriptedDatagram(ScriptedEngine engine, SocketAddress local) {
        super(engine, local);
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
        requireOpen();
        if (peerIsMissing) {
            peerIsMissing = false;
            throw new PortUnreachableException();
        }
        Arrived next = waiting.poll();
        if (next == null) {
            return null;
        }
        receivedSize = next.content.length;
        waitingBytes -= receivedSize;
        target.put(next.content, 0, Math.min(receivedSize, target.remaining()));
        return next.sender;
    }

    @Override
    public int receivedSize() {
        return receivedSize;
    }

    @Override
    public boolean send(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
        requireOpen();
        SocketAddress to = target == null ? peer : target;
        if (to == null) {
            throw new NotYetConnectedException();
        }
        byte[] content = new byte[source.remaining()];
        source.get(content);
        ScriptedDatagram receiver = engine.datagramsAt(to);
        if (receiver != null) {
            receiver.arrive(local, content);
        } else if (to.equals(peer)) {
            peerIsMissing = true;
            inputChanged();
        }
        return true;
    }

    private void arrive(SocketAddress sender, byte[] content) {
        boolean isWanted = peer == null || peer.equals(sender);
        if (isWanted && waitingBytes + content.length <= CAPACITY && !engine.losesDatagram()) {
            waiting.add(new Arrived(sender, content));
            waitingBytes += content.length;
            inputChanged();
        }
    }

    @Override
    public void connect(SocketAddress newPeer) throws IOException {
        requireOpen();
        peer = newPeer;
    }

    @Override
    boolean inputReady() {
        return !waiting.isEmpty() || peerIsMissing;
    }

    @Override
    boolean outputReady() {
        return true;
    }

    @Override
    void release() {
        waiting.clear();
    }

    @Override
    public String toString() {
        return "datagrams at " + local;
    }
}
