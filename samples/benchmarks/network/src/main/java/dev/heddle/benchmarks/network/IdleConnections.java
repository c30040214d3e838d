package dev.heddle.benchmarks.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How much memory of a server a connection takes that does nothing any more. */
final class IdleConnections {
    private static final int PORT = 9_690;
    private static final int CORE = 0;

    private IdleConnections() {}

    /** Opens so many to each peer, and prints a line for each. The first thousand are not counted: they warm up. */
    static void measure(List<Peer> peers, Path program, int connections) throws IOException {
        for (Peer peer : peers) {
            try (Server server = Server.start(CORE, peer, PORT);
                    Tool first = Tool.start(program, PORT, 1_000)) {
                first.line("begin");
                long before = server.residentBytes();
                try (Tool idle = Tool.start(program, PORT, connections)) {
                    idle.line("begin");
                    long bytes = server.residentBytes() - before;
                    System.out.printf(Locale.ROOT, "| %s | %,d bytes |%n", peer.name(), bytes / connections);
                }
            }
        }
    }
}
