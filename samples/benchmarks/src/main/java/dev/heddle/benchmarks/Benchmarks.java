package dev.heddle.benchmarks;

import java.util.stream.Stream;

/** The main class of the benchmark jar: JMH, without the rows that this JVM has no threads for. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Takes JMH's own options; see the README of this module. */
    public static void main(String[] args) throws Exception {
        String[] excluded = VirtualThreads.available() ? new String[0] : new String[] {"-e", "virtualThread"};
        org.openjdk.jmh.Main.main(Stream.of(args, excluded).flatMap(Stream::of).toArray(String[]::new));
    }
}
