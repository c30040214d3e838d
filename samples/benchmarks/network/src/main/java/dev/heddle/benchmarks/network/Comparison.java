package dev.heddle.benchmarks.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Loads that several servers get, one after the other, in rounds: what the machine does meanwhile concerns all alike. All
 * servers run all the time; those that are not loaded sleep. The first round warms up and is not counted.
 */
final class Comparison {
    private static final int FIRST_PORT = 9_700;

    /** The core of the servers. */
    private static final int CORE = 0;

    private final List<Peer> peers;
    private final List<? extends Load> loads;
    private final int rounds;

    Comparison(List<Peer> peers, List<? extends Load> loads, int rounds) {
        this.peers = peers;
        this.loads = loads;
        this.rounds = rounds;
    }

    /** Runs all, and prints a table of medians, as in docs/performance.md. */
    void run() throws IOException, InterruptedException {
        List<Server> servers = new ArrayList<>();
        try {
            for (Peer peer : peers) {
                servers.add(Server.start(CORE, peer, portOf(peer)));
            }
            print(measure(servers));
        } finally {
            servers.forEach(Server::close);
        }
    }

    private int portOf(Peer peer) {
        return FIRST_PORT + peers.indexOf(peer);
    }

    private List<List<List<Sample>>> measure(List<Server> servers) throws IOException, InterruptedException {
        List<List<List<Sample>>> samples = new ArrayList<>();
        for (Load load : loads) {
            samples.add(new ArrayList<>());
            peers.forEach(peer -> samples.get(loads.indexOf(load)).add(new ArrayList<>()));
        }
        for (int round = 0; round <= rounds; round++) {
            for (int l = 0; l < loads.size(); l++) {
                for (int p = 0; p < peers.size(); p++) {
                    Sample sample = loads.get(l).run(servers.get(p), portOf(peers.get(p)));
                    System.err.printf(
                            Locale.ROOT,
                            "round %d, %s, %s: %,.0f a second, %.2f us%n",
                            round,
                            loads.get(l).name(),
                            peers.get(p).name(),
                            sample.perSecond(),
                            sample.cpuMicros());
                    if (round > 0) {
                        samples.get(l).get(p).add(sample);
                    }
                }
            }
        }
        return samples;
    }

    private void print(List<List<List<Sample>>> samples) {
        StringBuilder head = new StringBuilder("| |");
        StringBuilder line = new StringBuilder("|---|");
        for (Peer peer : peers) {
            head.append(' ').append(peer.name()).append(" |");
            line.append("---|");
        }
        System.out.println(head);
        System.out.println(line);
        for (int l = 0; l < loads.size(); l++) {
            StringBuilder row =
                    new StringBuilder("| ").append(loads.get(l).name()).append(" |");
            for (int p = 0; p < peers.size(); p++) {
                Sample median = Sample.median(samples.get(l).get(p));
                row.append(String.format(Locale.ROOT, " %,.0f (%.2f us) |", median.perSecond(), median.cpuMicros()));
            }
            System.out.println(row);
        }
    }
}
