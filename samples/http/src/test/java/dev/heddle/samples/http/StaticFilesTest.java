package dev.heddle.samples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, with the sections of RFC 9110 that tell how they are asked for. */
final class StaticFilesTest {
    private static final String CONTENT = "0123456789";
    private static final Instant CHANGED = Instant.parse("1994-11-06T08:49:37.5Z");
    private static final String CHANGED_TEXT = "Sun, 06 Nov 1994 08:49:37 GMT";

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Path root = root();
        Files.createDirectories(root.resolve("sub"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(folder.resolve("root-secret.txt"), "secret");
        Files.writeString(root.resolve(".hidden"), "secret");
        Files.writeString(root.resolve("a b.html"), "<p>");
        Files.writeString(root.resolve("sub/digits.txt"), CONTENT);
        Files.setLastModifiedTime(root.resolve("sub/digits.txt"), FileTime.from(CHANGED));
        Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("sub/digits.txt"));
    }

    private Path root() {
        return folder.resolve("root");
    }

    private RawClient.Answer get(String path, String... fields) throws IOException {
        return ask("GET", path, fields);
    }

    private RawClient.Answer ask(String method, String path, String... fields) throws IOException {
        RawClient.Answer[] answer = new RawClient.Answer[1];
        assertThat(TestServer.run(Site.of(root(), Duration.ZERO), server -> {
                    try (RawClient client = server.connect()) {
                        String head = String.join("\r\n", fields) + (fields.length == 0 ? "" : "\r\n");
                        client.send(method + " /files/" + path + " HTTP/1.1\r\nHost: a\r\n" + head + "\r\n");
                        answer[0] = client.answer(method);
                    }
                }))
                .isEmpty();
        return answer[0];
    }

    private static String field(RawClient.Answer answer, String name) {
        return answer.head()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Test
    void aFileIsServedWithWhatIsKnownOfIt() throws IOException {
        RawClient.Answer answer = get("sub/digits.txt");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(CONTENT);
        assertThat(field(answer, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(field(answer, "Last-Modified")).isEqualTo(CHANGED_TEXT);
        assertThat(field(answer, "ETag")).matches("\"[0-9a-f]+-[0-9a-f]+\"");
        assertThat(get("a%20b.html").body()).isEqualTo("<p>");
        assertThat(get("inside").body()).isEqualTo(CONTENT);
    }

    @Test
    void headTellsTheSameWithoutTheFile() throws IOException {
        RawClient.Answer answer = ask("HEAD", "sub/digits.txt");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(field(answer, "Content-Length")).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "",
                "sub",
                "sub/",
                "..",
                "../secret.txt",
                "%2e%2e/secret.txt",
                "..%2fsecret.txt",
                "sub/../../secret.txt",
                "%2E%2E%2Fsecret.txt",
                "sub/..%2f..%2fsecret.txt",
                "..%5csecret.txt",
                "link",
                ".hidden",
                "%2ehidden",
                "/etc/passwd",
                "%2fetc%2fpasswd",
                "sub/digits.txt%00",
                "sub/digits.txt/",
                "../root-secret.txt",
                "./sub/digits.txt",
                "%ff",
            })
    void nothingOutsideOfTheFolderIsFound(String path) throws IOException {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void section13_1_2_aVersionThatTheClientHasIsNotSentAgain() throws IOException {
        String tag = field(get("sub/digits.txt"), "ETag");
        for (String list : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            RawClient.Answer answer = get("sub/digits.txt", "If-None-Match: " + list);
            assertThat(answer.status()).as(list).isEqualTo(304);
            assertThat(field(answer, "ETag")).isEqualTo(tag);
            assertThat(answer.head()).doesNotContain("Content-Length");
        }
        assertThat(get("sub/digits.txt", "If-None-Match: \"x\"", "If-Modified-Since: " + CHANGED_TEXT)
                        .status())
                .as("the tag goes before the date")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT  | 304",
                "Sunday, 06-Nov-94 08:49:37 GMT | 304",
                "Sun Nov  6 08:49:37 1994       | 304",
                "Sun, 06 Nov 1994 08:49:36 GMT  | 200",
                "yesterday                      | 200",
            })
    void section13_1_3_aFileThatHasNotChangedSinceIsNotSentAgain(String date, int status) throws IOException {
        assertThat(get("sub/digits.txt", "If-Modified-Since: " + date).status()).isEqualTo(status);
    }

    @Test
    void section13_1_1_aPreconditionThatDoesNotHoldIsToldSo() throws IOException {
        String tag = field(get("sub/digits.txt"), "ETag");
        assertThat(get("sub/digits.txt", "If-Match: " + tag).status()).isEqualTo(200);
        assertThat(get("sub/digits.txt", "If-Match: W/" + tag).status()).isEqualTo(412);
        assertThat(get("sub/digits.txt", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT")
                        .status())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123, bytes 0-3/10",
        "bytes=8-, 206, 89, bytes 8-9/10",
        "bytes=8-99, 206, 89, bytes 8-9/10",
        "bytes=-3, 206, 789, bytes 7-9/10",
        "bytes=-99, 206, 0123456789, bytes 0-9/10",
        "BYTES=9-9, 206, 9, bytes 9-9/10",
    })
    void section14_2_oneRangeIsSent(String range, int status, String body, String told) throws IOException {
        RawClient.Answer answer = get("sub/digits.txt", "Range: " + range);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(field(answer, "Content-Range")).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=",
                "bytes=-",
                "bytes=3-1",
                "bytes=a-b",
                "bytes=+1-2",
                "bytes"
            })
    void section14_2_aRangeThatIsNoneOfOursIsIgnored(String range) throws IOException {
        RawClient.Answer answer = get("sub/digits.txt", "Range: " + range);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-11", "bytes=-0"})
    void section15_5_17_aRangeBehindTheEndIsRefused(String range) throws IOException {
        RawClient.Answer answer = get("sub/digits.txt", "Range: " + range);
        assertThat(answer.status()).isEqualTo(416);
        assertThat(field(answer, "Content-Range")).isEqualTo("bytes */10");
    }

    @Test
    void section13_1_5_aRangeOfAnotherVersionIsTheWhole() throws IOException {
        String tag = field(get("sub/digits.txt"), "ETag");
        assertThat(get("sub/digits.txt", "Range: bytes=0-0", "If-Range: " + tag).status())
                .isEqualTo(206);
        assertThat(get("sub/digits.txt", "Range: bytes=0-0", "If-Range: \"x\"").status())
                .isEqualTo(200);
        assertThat(get("sub/digits.txt", "Range: bytes=0-0", "If-Range: " + CHANGED_TEXT)
                        .status())
                .isEqualTo(206);
    }
}
