package dev.heddle.benchmarks.network;

import java.io.IOException;

/** Something that keeps a server busy for a while and counts what it does. */
interface Load {
    /** What it is, for the table. */
    String name();

    /** Runs it against a server, on a core of its own. */
    Sample run(Server server, int port) throws IOException, InterruptedException;
}
