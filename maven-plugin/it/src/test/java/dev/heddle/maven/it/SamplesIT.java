package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples behave the same whether the Maven plugin has woven them or plain javac compiled them and the agent weaves. */
class SamplesIT {
    /** A sample, ready to run with arguments of its own. */
    private interface Start {
        Command with(Object... arguments);
    }

    private interface Run {
        List<String> outputOf(Start program) throws Exception;
    }

    @Test
    void greeter() throws Exception {
        same(
                "greeter",
                "dev.heddle.samples.greeter.Greeter",
                program -> program.with().run().succeeded().output());
    }

    @Test
    void futureApi() throws Exception {
        same(
                "future-api",
                "dev.heddle.samples.rates.ExchangeDesk",
                program -> program.with().run().succeeded().output());
    }

    @Test
    void fetch() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/page", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String host = "http://localhost:" + server.getAddress().getPort();
            same(
                    "fetch",
                    "dev.heddle.samples.fetch.Fetch",
                    program -> program.with(host + "/page", host + "/missing")
                            .run()
                            .succeeded()
                            .output());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void echo() throws Exception {
        same("echo", "dev.heddle.samples.echo.EchoServer", program -> {
            Process server = program.with().start();
            try (BufferedReader output = server.inputReader()) {
                String announced = output.readLine();
                assertThat(announced).matches("echoing at port \\d+");
                int port = Integer.parseInt(announced.replaceAll("\\D", ""));
                return List.of(conversation(port));
            } finally {
                server.destroyForcibly().waitFor();
            }
        });
    }

    /** What comes back from a server at a port when a client sends and then closes its half. */
    private static String conversation(int port) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = client.getOutputStream();
            out.write("first line\nsecond line\n".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void same(String sample, String mainClass, Run run) throws Exception {
        Path module = Heddle.ROOT.resolve("samples").resolve(sample);
        Path compiled = Heddle.freshFolder("sample-" + sample);
        Javac.compile(module.resolve("src/main/java"), compiled);
        List<String> byAgent = run.outputOf(program(compiled, mainClass, "-javaagent:" + Heddle.agentJar()));
        List<String> byPlugin = run.outputOf(program(module.resolve("target/classes"), mainClass));
        assertThat(byPlugin).isNotEmpty();
        assertThat(byAgent).isEqualTo(byPlugin);
    }

    private static Start program(Path classes, String mainClass, String... options) {
        return arguments -> {
            List<Object> all = new ArrayList<>(List.of(options));
            all.addAll(List.of("-cp", classes + System.getProperty("path.separator") + Heddle.runtimeJar(), mainClass));
            all.addAll(List.of(arguments));
            return Command.java(classes, all.toArray());
        };
    }
}
