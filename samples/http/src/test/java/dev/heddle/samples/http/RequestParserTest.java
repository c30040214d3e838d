package dev.heddle.samples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line by line of RFC 9112, with RFC 9110 and RFC 3986 where it refers to them. */
final class RequestParserTest {
    private static final String HOST = "Host: a\r\n";
    private static final String GET = "GET / HTTP/1.1\r\n";

    private static String status(String requests) {
        return Parsed.of(requests).end();
    }

    private static String target(String target) {
        return status("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    private static String fields(String fields) {
        return status(GET + HOST + fields + "\r\n");
    }

    private static Parsed.Message only(String request) {
        Parsed parsed = Parsed.of(request);
        assertThat(parsed.end()).isEqualTo(Parsed.COMPLETE);
        assertThat(parsed.messages()).hasSize(1);
        return parsed.messages().get(0);
    }

    @Test
    void section2_1_aRequestIsALineFieldsAndAnEmptyLine() {
        assertThat(only("GET /where?q=now HTTP/1.1\r\nHost: www.example.com\r\nAccept:text/html \r\n\r\n"))
                .isEqualTo(new Parsed.Message(
                        "GET", "/where?q=now", 1, List.of("host: www.example.com", "accept: text/html"), ""));
    }

    @Test
    void section2_2_anEmptyLineInFrontOfARequestIsIgnoredOnce() {
        assertThat(status("\r\n" + GET + HOST + "\r\n")).isEqualTo(Parsed.COMPLETE);
        assertThat(status("\r\n\r\n" + GET + HOST + "\r\n")).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\n",
                "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\rX",
                "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\rX",
                "GET\r / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
                "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            })
    void section2_2_aBareCrOrLfIsRefused(String request) {
        assertThat(status(request)).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "  "})
    void section2_2_spaceBetweenTheRequestLineAndTheFieldsIsRefused(String space) {
        assertThat(status(GET + space + HOST + "\r\n")).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http/1.1", "HTTP/1.", "HTTP/1", "HTTP/1.1.1", "HTTP/11", "HTTP/1.10", "HTTP /1.1", "HTTP/a.1"})
    void section2_3_aVersionThatIsNoneIsRefused(String version) {
        assertThat(status("GET / " + version + "\r\n" + HOST + "\r\n")).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "HTTP/0.9", "HTTP/3.0"})
    void section2_3_anotherMajorVersionIsNotSupported(String version) {
        assertThat(status("GET / " + version + "\r\n" + HOST + "\r\n")).isEqualTo("505");
    }

    @Test
    void rfc9110_section2_5_aHigherMinorVersionIsReadAs1() {
        assertThat(only("GET / HTTP/1.7\r\n" + HOST + "\r\n").minorVersion()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1",
                "GET /  HTTP/1.1",
                "GET / HTTP/1.1 ",
                " GET / HTTP/1.1",
                "GET\t/ HTTP/1.1",
                "GET /\tHTTP/1.1",
                "GET /",
                "GET",
                "/ HTTP/1.1",
                "GET  HTTP/1.1",
            })
    void section3_partsOfTheRequestLineAreDividedByOneSpace(String line) {
        assertThat(status(line + "\r\n" + HOST + "\r\n")).isEqualTo("400");
    }

    @Test
    void section3_aRequestLineOverTheLimitIs414() {
        String path = "/".repeat(8 * 1024 - "GET  HTTP/1.1\r".length());
        assertThat(target(path)).isEqualTo(Parsed.COMPLETE);
        assertThat(target(path + "/")).isEqualTo("414");
    }

    @ParameterizedTest
    @ValueSource(strings = {"M-SEARCH", "get", "!#$%&'*+-.^_`|~09azAZ"})
    void section3_1_aMethodIsAnyToken(String method) {
        assertThat(only(method + " / HTTP/1.1\r\n" + HOST + "\r\n").method()).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G(T", "G\u0000T", "G\u007fT", "G\u00e4T", "G:T", "\"GET\"", "G/T"})
    void section3_1_aMethodThatIsNoTokenIsRefused(String method) {
        assertThat(status(method + " / HTTP/1.1\r\n" + HOST + "\r\n")).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/a/b;c=d/e@f:g?h?/i", "/%41%fF", "/a?", "/~!$&'()*+,;=:@-._", "/.."})
    void section3_2_1_originForm(String target) {
        assertThat(target(target)).isEqualTo(Parsed.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "*", "?a", "/a#b", "/%", "/%4", "/%4g", "/%g4", "/a?%", "/\"", "/<", "/>", "/\\", "/^", "/`", "/{",
                "/|", "/}", "/[", "/?a[]", "/\u00e4", "/\u0000", "/\u001f", "/\u007f",
            })
    void section3_2_1_aTargetOutsideOfTheGrammarIsRefused(String target) {
        assertThat(target(target)).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a",
                "http://a/b",
                "HTTP://a:80/b?c",
                "https://[::1]:443/",
                "http://a?b",
                "http://1.2.3.4:/"
            })
    void section3_2_2_absoluteForm(String target) {
        assertThat(target(target)).isEqualTo(Parsed.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:",
                "http:/a",
                "http://",
                "http:///a",
                "http://:80/",
                "http://u@a/",
                "http://a:b/",
                "http://[::1/",
                "http://[]/",
                "http://[::1]x/",
                "ftp://a/",
                "://a/",
            })
    void section3_2_2_anAbsoluteFormWithoutAValidHostIsRefused(String target) {
        assertThat(target(target)).isEqualTo("400");
    }

    @Test
    void section3_2_3_theAuthorityFormIsForProxies() {
        assertThat(status("CONNECT a:80 HTTP/1.1\r\n" + HOST + "\r\n")).isEqualTo("501");
        assertThat(target("a:80")).isEqualTo("400");
    }

    @Test
    void section3_2_4_theAsteriskFormIsForOptions() {
        assertThat(status("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n")).isEqualTo(Parsed.COMPLETE);
        assertThat(status("OPTIONS ** HTTP/1.1\r\n" + HOST + "\r\n")).isEqualTo("400");
    }

    @Test
    void section3_2_aRequestNeedsOneHost() {
        assertThat(status(GET + "\r\n")).isEqualTo("400");
        assertThat(status(GET + HOST + HOST + "\r\n")).isEqualTo("400");
        assertThat(status("GET / HTTP/1.0\r\n\r\n")).isEqualTo(Parsed.COMPLETE);
        assertThat(status("GET / HTTP/1.0\r\n" + HOST + HOST + "\r\n")).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "",
                "a:80",
                "a.example:",
                "[::1]",
                "[::ffff:1.2.3.4]:80",
                "[1:2:3:4:5:6:7:8]",
                "[1:2:3:4:5:6:7::]",
                "[::]",
                "1.2.3.4",
                "a%20b",
                "a,b"
            })
    void section3_2_aHostInTheGrammar(String host) {
        assertThat(status(GET + "Host: " + host + "\r\n\r\n")).isEqualTo(Parsed.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a/b",
                "u@a",
                "a:b",
                "a:80:80",
                "[",
                "[]",
                "[::1",
                "::1",
                "[::1]a",
                "[1]",
                "[1::2::3]",
                "[1:]",
                "[:1]",
                "[12345::]",
                "[::1.2.3.256]",
                "[::1.2.3.04]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1::2:3:4:5:6:7:8]",
                "a%2",
                "\u00e4",
                "a?",
                "a#"
            })
    void section3_2_anInvalidHostIsRefused(String host) {
        assertThat(status(GET + "Host: " + host + "\r\n\r\n")).isEqualTo("400");
    }

    @Test
    void section5_spacesAroundAValueAreNoPartOfIt() {
        assertThat(only(GET + "Host:a\r\nX: \t b c\t \r\nY:\r\nZ: \t\r\n\r\n").fields())
                .containsExactly("host: a", "x: b c", "y: ", "z: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X : a\r\n", "X\t: a\r\n", ": a\r\n", "X\r\n", "X a\r\n", "X\u0000: a\r\n", "\u00e4: a\r\n"})
    void section5_1_aNameIsATokenWithAColonBehindIt(String field) {
        assertThat(fields(field)).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\r\n b\r\n", "X: a\r\n\tb\r\n", "X: a\r\n \r\n"})
    void section5_2_foldedLinesAreRefused(String field) {
        assertThat(fields(field)).isEqualTo("400");
    }

    @Test
    void rfc9110_section5_5_aValueHasNoControlCharacters() {
        for (char c = 0; c < 256; c++) {
            boolean allowed = c >= ' ' && c != 0x7f || c == '\t';
            for (int length = 0; length < 10; length++) {
                String value = "a".repeat(length) + c + "aaaaaaaaaaaa";
                assertThat(fields("X: " + value + "\r\n"))
                        .as("byte %d behind %d others", (int) c, length)
                        .isEqualTo(allowed ? Parsed.COMPLETE : "400");
            }
        }
    }

    @Test
    void rfc9110_section5_4_fieldsOverTheLimitsAre431() {
        assertThat(fields("X: a\r\n".repeat(99))).isEqualTo(Parsed.COMPLETE);
        assertThat(fields("X: a\r\n".repeat(100))).isEqualTo("431");
        int room = 16 * 1024 - HOST.length() - "X: \r\n\r\n".length();
        assertThat(fields("X: " + "a".repeat(room) + "\r\n")).isEqualTo(Parsed.COMPLETE);
        assertThat(fields("X: " + "a".repeat(room + 3) + "\r\n")).isEqualTo("431");
    }

    @Test
    void section6_1_chunkedIsTheOneTransferCoding() {
        assertThat(only("PUT / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n")
                        .body())
                .isEmpty();
        assertThat(fields("Transfer-Encoding: gzip, chunked\r\n")).isEqualTo("501");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gzip",
                "identity",
                "chunked, gzip",
                "chunked, chunked",
                "chunked,",
                ", chunked,",
                "xchunked",
                "chunked;a=b",
                "\"chunked\"",
                "chunked\u000b",
            })
    void section6_1_anyOtherTransferCodingIsRefused(String coding) {
        assertThat(fields("Transfer-Encoding: " + coding + "\r\n")).isEqualTo("400");
    }

    @Test
    void section6_1_transferEncodingIsRefusedBesideAnyOtherFraming() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        assertThat(fields(chunked + chunked)).isEqualTo("400");
        assertThat(fields(chunked + "Content-Length: 5\r\n")).isEqualTo("400");
        assertThat(fields("Content-Length: 0\r\n" + chunked)).isEqualTo("400");
        assertThat(status("GET / HTTP/1.0\r\n" + HOST + chunked + "\r\n")).isEqualTo("400");
    }

    @Test
    void section6_2_contentLengthIsTheLengthOfTheBody() {
        assertThat(only("PUT / HTTP/1.1\r\n" + HOST + "Content-Length: 05\r\n\r\nhello")
                        .body())
                .isEqualTo("hello");
        assertThat(status("PUT / HTTP/1.1\r\n" + HOST + "Content-Length: 6\r\n\r\nhello"))
                .isEqualTo(Parsed.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "+5", "-5", "5,5", "5, 5", "0x5", "5 5", "5.0", "a", "\u0665", "99999999999999999999", "5;"})
    void section6_2_anInvalidContentLengthIsRefused(String length) {
        assertThat(fields("Content-Length: " + length + "\r\n")).isEqualTo("400");
    }

    @Test
    void section6_3_aSecondContentLengthIsRefusedEvenIfEqual() {
        assertThat(fields("Content-Length: 0\r\nContent-Length: 0\r\n")).isEqualTo("400");
    }

    @Test
    void rfc9110_section15_5_14_aBodyOverTheLimitIs413() {
        assertThat(fields("Content-Length: 1048577\r\n")).isEqualTo("413");
        assertThat(chunked("fffff\r\n" + "a".repeat(0xfffff) + "\r\n2\r\n")).isEqualTo("413");
        assertThat(chunked("fffffffffffffff\r\n")).isEqualTo("413");
    }

    @Test
    void rfc9110_section10_1_1_onlyContinueCanBeExpected() {
        assertThat(fields("Expect: 100-Continue\r\n")).isEqualTo(Parsed.COMPLETE);
        assertThat(fields("Expect: 200-ok\r\n")).isEqualTo("417");
    }

    @Test
    void section7_1_chunksAreJoined() {
        assertThat(only(chunks("5\r\nhello\r\n00c\r\n, chunks\r\n..\r\n0\r\n\r\n"))
                        .body())
                .isEqualTo("hello, chunks\r\n..");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "g\r\n",
                "-1\r\n",
                "+1\r\n",
                "0x1\r\n",
                " 1\r\n",
                "1 \r\n",
                "1\n",
                "1\r1",
                "1\ra\r\n",
                "1_0\r\n",
                "fffffffffffffffff\r\n",
                "0000000000000001\r\n",
                "1\r\nab",
                "1\r\na\n",
                "1\r\na\rb",
                "1\r\na0\r\n\r\n",
                "0\r\n\n",
                "0\r\n X: a\r\n\r\n",
                "0\r\nX : a\r\n\r\n",
                "0\r\nX: \u0000\r\n\r\n",
            })
    void section7_1_brokenChunksAreRefused(String body) {
        assertThat(chunked(body)).isEqualTo("400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1;a\r\n",
                "1;a=b\r\n",
                "1;a=\"b;\\\"\r\"\r\n",
                "1 ; a = b ;c\r\n",
                "1;a=\"\"\r\n",
                "1\t;a=\"\u00e4\"\r\n"
            })
    void section7_1_1_extensionsInTheGrammarAreDropped(String size) {
        String body = size.replace("\\\"\r\"", "\\\"\"");
        assertThat(only(chunks(body + "a\r\n0;last\r\n\r\n")).body()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1;\r\n",
                "1; \r\n",
                "1;a=\r\n",
                "1;a;\r\n",
                "1;=b\r\n",
                "1;a b\r\n",
                "1;a \r\n",
                "1;a=b \r\n",
                "1;a=b c\r\n",
                "1;a=\"b\r\n",
                "1;a=\"b\\\r\n",
                "1;a=\"b\n\"\r\n",
                "1;a=\"b\"c\r\n",
                "1;a\n",
                "1;a\u0000\r\n",
                "1;a=\"\u0000\"\r\n",
                "1;a=b=c\r\n",
                "1,a\r\n",
            })
    void section7_1_1_extensionsOutsideOfTheGrammarAreRefused(String size) {
        assertThat(chunked(size)).isEqualTo("400");
    }

    @Test
    void section7_1_1_extensionsOfABodyHaveALimitTogether() {
        String chunk = "1;" + "a".repeat(255) + "\r\nb\r\n";
        assertThat(only(chunks(chunk.repeat(4) + "0\r\n\r\n")).body()).isEqualTo("bbbb");
        assertThat(chunked(chunk.repeat(4) + "0;a\r\n\r\n")).isEqualTo("400");
    }

    @Test
    void section7_1_2_trailersAreCheckedAndDropped() {
        assertThat(only(chunks("0\r\nX: a\r\nHost: b\r\n\r\n")).fields())
                .containsExactly("host: a", "transfer-encoding: chunked");
        assertThat(chunked("0\r\n" + "X: a\r\n".repeat(101) + "\r\n")).isEqualTo("431");
    }

    @Test
    void section9_3_2_pipelinedRequestsComeApartWhereverTheirPiecesEnd() {
        String requests = "GET /a?b HTTP/1.1\r\nHost: [::1]:80\r\nX:\t y \r\n\r\n"
                + "POST http://h/c HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
                + "\r\nPUT /d HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;x=\"y\"\r\nhello\r\n1 ; z\r\n!\r\n0\r\nT: u \r\n\r\n"
                + "OPTIONS * HTTP/1.0\r\n\r\n";
        Parsed whole = Parsed.of(requests);
        assertThat(whole.end()).isEqualTo(Parsed.COMPLETE);
        assertThat(whole.messages()).hasSize(4);
        assertThat(whole.messages().get(2).body()).isEqualTo("hello!");
        for (int size = 1; size < requests.length(); size++) {
            assertThat(Parsed.of(requests, size)).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    private static String chunks(String body) {
        return "PUT / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static String chunked(String body) {
        return status(chunks(body));
    }
}
