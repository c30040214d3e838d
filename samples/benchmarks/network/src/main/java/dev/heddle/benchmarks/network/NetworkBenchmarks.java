package dev.heddle.benchmarks.network;

import dev.heddle.samples.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a comparison of servers and prints its table: {@code echo}, {@code http}, {@code redis} or {@code idle}, and then, if
 * other than five seconds for each sample and three rounds, the seconds and the rounds; and then, if not all are wanted, a
 * part of the names of the loads. Linux, with {@code cc}, {@code taskset}, {@code wrk}, {@code redis-server} and
 * {@code redis-benchmark}; on a machine that has nothing else to do.
 */
public final class NetworkBenchmarks {
    private static final Path SOURCES = Path.of("samples/benchmarks/network/src/main");
    private static final int[] CONNECTIONS = {1, 64, 1_000};
    private static final int[] BYTES = {64, 4_096};
    private static final int IDLE = 10_000;
    private static final int REDIS_COMMANDS = 300_000;
    private static final int PIPELINED = 16;
    private static final int JAVA_WITH_VIRTUAL_THREADS = 21;

    private NetworkBenchmarks() {}

    /** The comparison, the seconds, the rounds, which loads. From the root of the repository. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String what = arguments.length > 0 ? arguments[0] : "echo";
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        String wanted = arguments.length > 3 ? arguments[3] : "";
        Path programs = Files.createTempDirectory("heddle-benchmarks");
        switch (what) {
            case "echo" -> compare(echoServers(programs), echoLoads(programs, seconds), rounds, wanted);
            case "http" -> compare(httpServers(SOURCES), httpLoads(seconds), rounds, wanted);
            case "redis" -> compare(redisServers(), redisLoads(), rounds, wanted);
            case "idle" -> IdleConnections.measure(echoServers(programs), compile("idle_load", programs), IDLE);
            default -> throw new IllegalArgumentException("echo, http, redis or idle, not " + what);
        }
    }

    private static void compare(List<Peer> peers, List<? extends Load> loads, int rounds, String wanted)
            throws IOException, InterruptedException {
        List<? extends Load> chosen =
                loads.stream().filter(load -> load.name().contains(wanted)).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no load has `" + wanted + "` in its name: "
                    + loads.stream().map(Load::name).toList());
        }
        new Comparison(peers, chosen, rounds).run();
    }

    private static Path compile(String program, Path programs) throws IOException, InterruptedException {
        return Tool.compile(SOURCES.resolve("c").resolve(program + ".c"), programs);
    }

    private static List<Peer> echoServers(Path programs) throws IOException, InterruptedException {
        List<Peer> peers = new ArrayList<>();
        peers.add(new Peer("C, epoll", List.of(compile("echo_server", programs).toString()), Peer.LISTENING));
        peers.addAll(javaEchoServers());
        if (Runtime.version().feature() >= JAVA_WITH_VIRTUAL_THREADS) {
            peers.add(Peer.ofSource("virtual threads", SOURCES.resolve("peers/VirtualThreadEcho.java")));
        }
        return peers;
    }

    static List<Peer> javaEchoServers() {
        return List.of(
                Peer.ofClassWith("Heddle, nio", "-Dheddle.engine=nio", HeddleEcho.class),
                Peer.ofClassWith("Heddle, epoll", "-Dheddle.engine=auto", HeddleEcho.class),
                Peer.ofClass("Netty, epoll", NettyEcho.class),
                Peer.ofClass("Vert.x, epoll", VertxPeers.class, "echo"));
    }

    private static List<Load> echoLoads(Path programs, int seconds) throws IOException, InterruptedException {
        Path program = compile("echo_load", programs);
        List<Load> loads = new ArrayList<>();
        for (int bytes : BYTES) {
            for (int connections : CONNECTIONS) {
                loads.add(new EchoLoad(program, connections, bytes, seconds));
            }
        }
        return loads;
    }

    static List<Peer> httpServers(Path sources) {
        List<Peer> peers = new ArrayList<>(List.of(
                Peer.ofClassWith("Heddle, nio", "-Dheddle.engine=nio", HeddleHttp.class),
                Peer.ofClassWith("Heddle, epoll", "-Dheddle.engine=auto", HeddleHttp.class),
                Peer.ofClass("Netty, epoll", NettyHttp.class),
                Peer.ofClass("Vert.x, epoll", VertxPeers.class, "http")));
        if (Runtime.version().feature() >= JAVA_WITH_VIRTUAL_THREADS) {
            Path helidon = sources.resolve("peers/HelidonHttp.java");
            peers.add(Peer.ofSource("Helidon", helidon, Plaintext.PATH, Plaintext.BODY));
        }
        return peers;
    }

    private static List<Load> httpLoads(int seconds) {
        Path script = SOURCES.resolve("lua/pipelined.lua");
        return List.of(
                new HttpLoad(64, seconds, null), new HttpLoad(1_000, seconds, null), new HttpLoad(64, seconds, script));
    }

    private static List<Peer> redisServers() {
        return List.of(
                new Peer(
                        "redis-server",
                        List.of("redis-server", "--save", "", "--appendonly", "no", "--port"),
                        "Ready to accept connections"),
                Peer.ofClassWith("Heddle, nio", "-Dheddle.engine=nio", RedisServer.class, "--port")
                        .saying("serving at port"),
                Peer.ofClassWith("Heddle, epoll", "-Dheddle.engine=auto", RedisServer.class, "--port")
                        .saying("serving at port"));
    }

    private static List<Load> redisLoads() {
        return List.of(
                new RedisLoad("set", 1, REDIS_COMMANDS),
                new RedisLoad("get", 1, REDIS_COMMANDS),
                new RedisLoad("set", PIPELINED, REDIS_COMMANDS * PIPELINED),
                new RedisLoad("get", PIPELINED, REDIS_COMMANDS * PIPELINED));
    }
}
