package dev.heddle.benchmarks.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that runs, alone on one core. */
final class Server implements AutoCloseable {
    /** The clock in which Linux counts the time of processes, USER_HZ. */
    private static final long TICKS_PER_SECOND = 100;

    /** Of the fields of {@code /proc/<pid>/stat} behind the name of the program: the first of user and system time. */
    private static final int USER_TIME = 11;

    private final Process process;

    private Server(Process process) {
        this.process = process;
    }

    /** Starts a program on a core, and waits until it listens at a port. */
    static Server start(int core, Peer peer, int port) throws IOException {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        pinned.addAll(peer.commandAt(port));
        Process process = new ProcessBuilder(pinned)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = output.readLine();
        while (line != null && !line.contains(peer.listening())) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("ended before it listened: " + peer);
        }
        return new Server(process);
    }

    /** The time of processors it has taken, in nanoseconds; it goes forward in steps of ten milliseconds. */
    long cpuNanos() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        return ticks * (1_000_000_000 / TICKS_PER_SECOND);
    }

    /** How much memory it has, in bytes. */
    long residentBytes() throws IOException {
        for (String line : Files.readAllLines(proc("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS for " + process);
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
