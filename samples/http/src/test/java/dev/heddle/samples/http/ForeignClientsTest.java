package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others have written: curl, the JDK's, and wrk. */
final class ForeignClientsTest {
    private static final Duration TICK = Duration.ofMillis(10);

    @TempDir
    Path folder;

    private Router site = new Router();

    @BeforeEach
    void openSite() throws IOException {
        Files.writeString(folder.resolve("digits.txt"), "0123456789");
        site = Site.of(folder, TICK);
    }

    private void serve(TestServer.Clients clients) {
        assertThat(TestServer.run(site, clients)).isEmpty();
    }

    private static boolean isInstalled(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    }

    private static String run(String... command) throws Exception {
        assumeThat(isInstalled(command[0])).as("%s is installed", command[0]).isTrue();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String curl(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "20", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        return run(command.toArray(new String[0]));
    }

    @Test
    void curlUsesOneConnectionForManyRequests() throws Exception {
        serve(server -> {
            String url = server.uri("/hello/curl").toString();
            assertThat(curl("--write-out", "%{num_connects} ", url, url, url))
                    .isEqualTo("Hello, curl!\n1 Hello, curl!\n0 Hello, curl!\n0 ");
        });
    }

    @Test
    void curlUploadsInChunksAndExpectsLeave() throws Exception {
        Path upload = Files.writeString(folder.resolve("upload"), "x".repeat(500_000) + "end");
        serve(server -> {
            String chunked = curl(
                    "--verbose",
                    "--header",
                    "Transfer-Encoding: chunked",
                    "--header",
                    "Expect: 100-continue",
                    "--data-binary",
                    "@" + upload,
                    "--output",
                    folder.resolve("back").toString(),
                    server.uri("/echo").toString());
            assertThat(chunked).contains("< HTTP/1.1 100 Continue", "< HTTP/1.1 200 OK");
            assertThat(folder.resolve("back")).hasSameTextualContentAs(upload);
        });
    }

    @Test
    void curlIsRefusedBeforeItUploadsTooMuch() throws Exception {
        Path upload = Files.writeString(folder.resolve("upload"), "x".repeat(2_000_000));
        serve(server -> {
            String answer = curl(
                    "--include",
                    "--header",
                    "Expect: 100-continue",
                    "--data-binary",
                    "@" + upload,
                    server.uri("/reverse").toString());
            assertThat(answer).startsWith("HTTP/1.1 413 Content Too Large").contains("Connection: close");
        });
    }

    @Test
    void curlAsksForHeadsAndRanges() throws Exception {
        serve(server -> {
            String file = server.uri("/files/digits.txt").toString();
            assertThat(curl("--head", file)).startsWith("HTTP/1.1 200 OK").contains("Content-Length: 10");
            assertThat(curl("--range", "2-4", file)).isEqualTo("234");
            assertThat(curl("--range", "-2", file)).isEqualTo("89");
            Path copy = folder.resolve("copy");
            Path tag = folder.resolve("tag");
            curl("--etag-save", tag.toString(), "--output", copy.toString(), file);
            assertThat(curl("--etag-compare", tag.toString(), "--write-out", "%{http_code}", file))
                    .isEqualTo("304");
            assertThat(curl(
                            "--path-as-is",
                            "--write-out",
                            "%{http_code}",
                            "--output",
                            copy.toString(),
                            file + "/../../digits.txt"))
                    .isEqualTo("404");
        });
    }

    @Test
    void curlGetsEventsAsTheyCome() throws Exception {
        serve(server -> assertThat(curl("--no-buffer", server.uri("/count/3").toString()))
                .isEqualTo("data: 1\n\ndata: 2\n\ndata: 3\n\n"));
    }

    @Test
    void curlSpeaksTheOldVersion() throws Exception {
        serve(server ->
                assertThat(curl("--http1.0", server.uri("/count/2").toString())).isEqualTo("data: 1\n\ndata: 2\n\n"));
    }

    @Test
    void theClientOfTheJdkSendsAndReceivesBodies() {
        serve(server -> {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                HttpRequest.BodyPublisher body = i % 2 == 0
                        ? HttpRequest.BodyPublishers.ofString("text " + i)
                        : HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString("text " + i));
                HttpRequest request = HttpRequest.newBuilder(server.uri("/reverse"))
                        .POST(body)
                        .expectContinue(i % 3 == 0)
                        .build();
                answers.add(client.sendAsync(request, BodyHandlers.ofString()));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS).body())
                        .isEqualTo(new StringBuilder("text " + i).reverse().toString());
            }
            HttpResponse<String> events =
                    client.send(HttpRequest.newBuilder(server.uri("/count/2")).build(), BodyHandlers.ofString());
            assertThat(events.body()).isEqualTo("data: 1\n\ndata: 2\n\n");
        });
    }

    @Test
    void wrkGetsNothingButGoodAnswers() {
        serve(server -> {
            String report = run(
                    "wrk", "-t", "1", "-c", "50", "-d", "1s", server.uri("/").toString());
            assertThat(report).doesNotContain("Socket errors", "Non-2xx");
            assertThat(report).containsPattern(Pattern.compile("[1-9]\\d* requests in"));
        });
    }

    @Test
    void wrkPipelinesSixteenRequests() throws Exception {
        Path script = Files.writeString(
                folder.resolve("pipeline.lua"),
                "init = function(args) pipelined = string.rep(wrk.format(), 16) end\n"
                        + "request = function() return pipelined end\n");
        serve(server -> {
            String report = run(
                    "wrk",
                    "-t",
                    "1",
                    "-c",
                    "8",
                    "-d",
                    "1s",
                    "-s",
                    script.toString(),
                    server.uri("/").toString());
            assertThat(report).doesNotContain("Socket errors", "Non-2xx");
            assertThat(report).containsPattern(Pattern.compile("[1-9]\\d* requests in"));
        });
    }
}
