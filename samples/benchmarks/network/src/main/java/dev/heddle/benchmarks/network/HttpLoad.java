package dev.heddle.benchmarks.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests by wrk.
 *
 * @param script what makes several requests of one; null for none
 */
record HttpLoad(int connections, int seconds, @Nullable Path script) implements Load {
    @Override
    public String name() {
        return (script == null ? "" : "pipelined by 16, ") + connections + " connections";
    }

    @Override
    public Sample run(Server server, int port) throws IOException {
        List<Object> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s"));
        if (script != null) {
            command.addAll(List.of("-s", script));
        }
        command.add("http://127.0.0.1:" + port + Plaintext.PATH);
        long cpu = server.cpuNanos();
        try (Tool wrk = Tool.start(command.toArray())) {
            String requests = wrk.line("Requests/sec:");
            double perSecond = Double.parseDouble(
                    requests.substring(requests.indexOf(':') + 1).strip());
            return Sample.of(Math.round(perSecond * seconds), seconds, server.cpuNanos() - cpu);
        }
    }
}
