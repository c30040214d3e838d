package dev.heddle.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An IPv4 address of this machine that answers nobody: its listener accepts none, and where the queue of connections is full
 * Linux drops who asks for one more. Any thread.
 */
final class SilentAddress implements Closeable {
    private static final Path CONNECTIONS = Path.of("/proc/net/tcp");
    private static final Path CONNECTIONS_BY_IPV6 = Path.of("/proc/net/tcp6");
    private static final String LISTENS = "0A";
    private static final int STATE = 3;
    private static final int QUEUES = 4;

    private final ServerSocket listener = new ServerSocket();
    private final List<Socket> queue = new ArrayList<>();

    private SilentAddress() throws IOException {}

    /** Falls silent there; port 0 lets the system choose one. Ends the test where the system is another one than Linux. */
    static SilentAddress at(InetSocketAddress address) throws IOException {
        assumeTrue(Files.exists(CONNECTIONS), "no list of connections");
        SilentAddress silent = new SilentAddress();
        silent.listener.bind(address, 1);
        while (silent.queueLength() <= 1) { // one more than it was made for
            Socket waiting = new Socket();
            silent.queue.add(waiting);
            waiting.connect(silent.address());
            while (silent.queueLength() < silent.queue.size()) {
                Thread.onSpinWait(); // the listener learns of it a little later
            }
        }
        return silent;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** How many connections wait to be accepted. */
    private int queueLength() throws IOException {
        byte[] host = address().getAddress().getAddress();
        int number = ByteBuffer.wrap(host).order(ByteOrder.nativeOrder()).getInt();
        String end = String.format(Locale.ROOT, "%08X:%04X", number, address().getPort());
        for (Path table : List.of(CONNECTIONS, CONNECTIONS_BY_IPV6)) {
            for (String line : Files.exists(table) ? Files.readAllLines(table) : List.<String>of()) {
                String[] columns = line.strip().split("\\s+");
                if (columns[1].endsWith(end) && columns[STATE].equals(LISTENS)) {
                    return Integer.parseInt(columns[QUEUES].split(":")[1], 16);
                }
            }
        }
        throw new AssertionError("nobody listens at " + address());
    }

    @Override
    public void close() throws IOException {
        for (Socket each : queue) {
            each.close();
        }
        listener.close();
    }
}
