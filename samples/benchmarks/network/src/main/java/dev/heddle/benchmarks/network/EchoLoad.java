package dev.heddle.benchmarks.network;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Messages that come back, over some connections at once.
 *
 * @param program the compiled {@code echo_load.c}
 */
record EchoLoad(Path program, int connections, int bytes, int seconds) implements Load {
    private static final int WARM_UP_SECONDS = 2;

    @Override
    public String name() {
        return bytes + " bytes, " + connections + (connections == 1 ? " connection" : " connections");
    }

    @Override
    public Sample run(Server server, int port) throws IOException {
        try (Tool load = Tool.start(program, port, connections, bytes, WARM_UP_SECONDS, seconds)) {
            load.line("begin");
            long cpu = server.cpuNanos();
            String[] end = load.line("end").split(" ", -1);
            return Sample.of(Long.parseLong(end[1]), seconds, server.cpuNanos() - cpu);
        }
    }
}
