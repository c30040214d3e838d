package dev.heddle.samples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Valid requests with a few mutations, given to our parser and to those of Netty and Jetty. What ours accepts the others must
 * read in the same way; what ours refuses and another accepts must be refused by a rule that is listed here.
 */
final class ParserFuzzTest {
    private static final int CASES = 30_000;

    private static final String[] SEEDS = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /where?q=n%6fw HTTP/1.1\r\nHost: www.example.com:80\r\nAccept: */*\r\nConnection: close, x\r\n\r\n",
        "HEAD http://a/b HTTP/1.1\r\nhost: a\r\nIf-None-Match: \"x\", W/\"y\"\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        "PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
        "PUT /y HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a=\"b;\\\"\"\r\nz\r\n0\r\nT: u\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: [::1]\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n",
        "GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
    };

    private static final String[] PIECES = {
        "\r",
        "\n",
        "\r\n",
        "\r\n\r\n",
        " ",
        "\t",
        ":",
        ",",
        ";",
        "=",
        "\"",
        "\\",
        "/",
        "?",
        "#",
        "%",
        "%00",
        "[",
        "]",
        "*",
        "\u0000",
        "\u000b",
        "\u001f",
        "\u007f",
        "0",
        "1",
        "5",
        "f",
        "x",
        "-",
        "+",
        "chunked",
        "identity",
        " HTTP/1.1",
        "HTTP/1.0",
        "http://b",
        "\r\nHost: b",
        "\r\nContent-Length: 5",
        "\r\nContent-Length: 7",
        "\r\nContent-Length: 7777777",
        "\r\nX : y",
        "\r\n y",
        "\r\nTransfer-Encoding: chunked",
        "\r\nTransfer-Encoding: gzip",
        "0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    };

    /** Why ours refuses what others may accept, by what it says. */
    private static final Map<String, String> STRICTER_ON_PURPOSE = Map.ofEntries(
            Map.entry("a CR without LF", "RFC 9112 section 2.2: a bare CR or LF, which others take for a line end"),
            Map.entry("a field line begins with a space", "RFC 9112 section 5.2: no folded lines"),
            Map.entry("a space behind a field name", "RFC 9112 section 5.1"),
            Map.entry("a field name that is no token", "RFC 9110 section 5.1"),
            Map.entry("a field line without a name", "RFC 9110 section 5.1"),
            Map.entry("a control character in a field value", "RFC 9110 section 5.5: no controls but tabs"),
            Map.entry("the method is no token", "RFC 9110 section 9.1; one empty line before it, RFC 9112 section 2.2"),
            Map.entry("the target is none of RFC 9112 section 3.2", "others leave that to the application"),
            Map.entry("the target has no valid host", "RFC 9110 section 4.2.1"),
            Map.entry("a bracket in a path or a query", "RFC 3986 sections 3.3 and 3.4"),
            Map.entry("a percent sign without two hexadecimal digits", "RFC 3986 section 2.1"),
            Map.entry("the version is none of HTTP", "RFC 9112 section 2.3"),
            Map.entry("the version is not 1", "RFC 9110 section 15.6.6"),
            Map.entry("the version is not the end of the request line", "RFC 9112 section 3"),
            Map.entry("there is no Host", "RFC 9112 section 3.2; Netty leaves Host to the application"),
            Map.entry("a second or an invalid Host", "RFC 9112 section 3.2"),
            Map.entry("a second or an invalid Content-Length", "RFC 9112 section 6.3: equal ones are refused as well"),
            Map.entry(
                    "Transfer-Encoding with a Content-Length or in HTTP/1.0",
                    "RFC 9112 section 6.1: refused, where a server may also drop the Content-Length"),
            Map.entry(
                    "the last transfer coding is not chunked, or it comes twice",
                    "RFC 9112 section 6.3: the length of such a body is not known"),
            Map.entry("no transfer coding but chunked is known here", "RFC 9112 section 6.1"),
            Map.entry("nothing but 100-continue can be expected", "RFC 9110 section 10.1.1"),
            Map.entry("the body is too large", "RFC 9110 section 15.5.14"),
            Map.entry("a chunk size that is no number", "RFC 9112 section 7.1"),
            Map.entry("a chunk is longer than its size", "RFC 9112 section 7.1"),
            Map.entry(
                    "a chunk size or extension with something behind it",
                    "RFC 9112 section 7.1.1: no other delimiters"),
            Map.entry(
                    "a space behind a chunk size or extension",
                    "RFC 9112 section 7.1.1: spaces before a semicolon only"),
            Map.entry("a space in a chunk extension", "RFC 9112 section 7.1.1"),
            Map.entry("a chunk extension without a name", "RFC 9112 section 7.1.1"),
            Map.entry("a chunk extension without a value", "RFC 9112 section 7.1.1"),
            Map.entry("a control character in a chunk extension", "RFC 9110 section 5.6.4"),
            Map.entry("this is no proxy", "RFC 9110 section 9.3.6: CONNECT is not implemented"));

    @ParameterizedTest
    @EnumSource
    void whatIsAcceptedIsReadAsOthersReadIt(Oracles oracle) {
        Random random = new Random(9112);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            String request = mutated(random);
            Parsed ours = Parsed.of(request);
            Parsed theirs = oracle.parse(request);
            if (ours.isRefused()) {
                refused++;
                if (!theirs.isRefused()) {
                    assertThat(STRICTER_ON_PURPOSE).as(described(i, request)).containsKey(ours.reason());
                }
            } else {
                accepted++;
                if (oracle.mayDiffer(request)) {
                    continue;
                }
                assertThat(theirs.messages()).as(described(i, request)).isEqualTo(ours.messages());
                if (ours.end().equals(Parsed.COMPLETE)) {
                    assertThat(theirs.isRefused()).as(described(i, request)).isFalse();
                }
            }
        }
        assertThat(accepted).isGreaterThan(CASES / 10);
        assertThat(refused).isGreaterThan(CASES / 10);
    }

    @Test
    void theVerdictDoesNotDependOnThePieces() {
        Random random = new Random(9110);
        Set<String> reasons = new HashSet<>();
        for (int i = 0; i < CASES; i++) {
            String request = mutated(random);
            Parsed whole = Parsed.of(request);
            reasons.add(whole.reason());
            assertThat(Parsed.of(request, 1)).as(described(i, request)).isEqualTo(whole);
            assertThat(Parsed.of(request, 1 + random.nextInt(9))).isEqualTo(whole);
        }
        assertThat(reasons).as("rules that no case has met").containsAll(STRICTER_ON_PURPOSE.keySet());
    }

    private static String described(int number, String request) {
        return "case " + number + ": "
                + request.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }

    private static String mutated(Random random) {
        StringBuilder request = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
        if (random.nextInt(4) == 0) {
            request.append(SEEDS[random.nextInt(SEEDS.length)]);
        }
        for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
            mutate(request, random);
        }
        return request.toString();
    }

    private static void mutate(StringBuilder request, Random random) {
        int place = random.nextInt(request.length());
        int end = Math.min(place + 1 + random.nextInt(3), request.length());
        switch (random.nextInt(6)) {
            case 0 -> request.delete(place, Math.min(end, request.length() - 1));
            case 1 -> request.setCharAt(place, (char) random.nextInt(128));
            case 2 -> request.insert(place, request.substring(place, end));
            case 3 -> insertBehindALine(request, random);
            default -> request.insert(place, PIECES[random.nextInt(PIECES.length)]);
        }
    }

    /** A piece at the end of a line, where most of them mean something. */
    private static void insertBehindALine(StringBuilder request, Random random) {
        List<Integer> ends = new ArrayList<>();
        for (int i = request.indexOf("\r\n"); i >= 0; i = request.indexOf("\r\n", i + 1)) {
            ends.add(i);
        }
        if (!ends.isEmpty()) {
            request.insert(ends.get(random.nextInt(ends.size())).intValue(), PIECES[random.nextInt(PIECES.length)]);
        }
    }
}
