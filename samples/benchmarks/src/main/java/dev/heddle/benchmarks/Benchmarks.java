package dev.heddle.benchmarks;

import java.util.Arrays;
import java.util.stream.Stream;

/** The main class of the benchmark jar: JMH, without the rows that this JVM has no threads for; or what the agent costs. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Takes JMH's own options, or {@code agent} and those of {@link AgentCost}; see the README of this module. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("agent")) {
            AgentCost.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        String[] excluded = VirtualThreads.available() ? new String[0] : new String[] {"-e", "virtualThread"};
        org.openjdk.jmh.Main.main(Stream.of(args, excluded).flatMap(Stream::of).toArray(String[]::new));
    }
}
