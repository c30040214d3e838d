package dev.heddle.benchmarks.network;

import java.io.IOException;
import java.util.Locale;

/**
 * Commands by redis-benchmark, over 50 connections, with values of 16 bytes at ten thousand keys.
 *
 * @param command its name, in small letters
 * @param pipelined how many are sent at once
 * @param count how many in all
 */
record RedisLoad(String command, int pipelined, int count) implements Load {
    @Override
    public String name() {
        return command.toUpperCase(Locale.ROOT) + (pipelined == 1 ? "" : ", pipelined by " + pipelined);
    }

    @Override
    public Sample run(Server server, int port) throws IOException {
        long cpu = server.cpuNanos();
        try (Tool benchmark = Tool.start(
                "redis-benchmark",
                "-p",
                port,
                "-t",
                command,
                "-c",
                50,
                "-P",
                pipelined,
                "-n",
                count,
                "-d",
                16,
                "-r",
                10_000,
                "--csv")) {
            String row = benchmark.line("\"" + command.toUpperCase(Locale.ROOT) + "\"");
            double perSecond = Double.parseDouble(row.split(",", -1)[1].replace("\"", ""));
            return Sample.of(count, count / perSecond, server.cpuNanos() - cpu);
        }
    }
}
