package dev.heddle.samples.redis.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RequestParserTest {
    private static final ProtocolLimits SMALL = new ProtocolLimits(1000, 20, 100, 5000);

    private static final String MIXED = "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n"
            + "PING\r\n"
            + "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$7\r\na\r\nb$1\n\r\n"
            + "\r\n"
            + "*0\r\n"
            + "set \"a b\\x41\\n\" 'it''s' 'it\\'s'\n"
            + "*-1\r\n"
            + "*1\r\n$4\r\nQUIT\r\n";

    private final List<List<String>> requests = new ArrayList<>();

    private void feed(RequestParser parser, String text) throws ProtocolException {
        byte[] bytes = text.getBytes(ISO_8859_1);
        for (int sent = 0; sent < bytes.length; ) {
            ByteBuffer space = parser.space();
            int count = Math.min(space.remaining(), bytes.length - sent);
            space.put(bytes, sent, count);
            sent += count;
            parser.filled();
            while (parser.next()) {
                requests.add(words(parser.request()));
            }
        }
    }

    private static List<String> words(Request request) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < request.count(); i++) {
            words.add(request.text(i));
        }
        return words;
    }

    private List<List<String>> parse(String... pieces) throws ProtocolException {
        requests.clear();
        RequestParser parser = new RequestParser(SMALL);
        for (String piece : pieces) {
            feed(parser, piece);
        }
        return List.copyOf(requests);
    }

    private void refused(String text, String complaint) {
        for (int cut = 0; cut <= text.length(); cut++) {
            String head = text.substring(0, cut);
            String tail = text.substring(cut);
            assertThatThrownBy(() -> parse(head, tail))
                    .as("cut at %s", cut)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage("Protocol error: " + complaint);
        }
    }

    @Test
    void requestsAreTheSameWhereverTheyAreCut() throws Exception {
        String text = MIXED.replace("'it''s' ", "");
        List<List<String>> whole = parse(text);
        assertThat(whole)
                .containsExactly(
                        List.of("GET", "key"),
                        List.of("PING"),
                        List.of("SET", "", "a\r\nb$1\n"),
                        List.of("set", "a bA\n", "it's"),
                        List.of("QUIT"));
        for (int first = 0; first <= text.length(); first++) {
            assertThat(parse(text.substring(0, first), text.substring(first)))
                    .as("cut at %s", first)
                    .isEqualTo(whole);
            for (int second = first; second <= text.length(); second++) {
                assertThat(parse(text.substring(0, first), text.substring(first, second), text.substring(second)))
                        .as("cut at %s and %s", first, second)
                        .isEqualTo(whole);
            }
        }
        assertThat(parse(text.split(""))).isEqualTo(whole);
    }

    @Test
    void aRequestLargerThanTheBufferIsPutTogether() throws Exception {
        RequestParser parser = new RequestParser(ProtocolLimits.defaults());
        String large = "x".repeat(3_000_000);
        feed(parser, "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n*2\r\n$4\r\nECHO\r\n$3000000\r\n" + large + "\r\nPING\r\n");
        assertThat(requests).containsExactly(List.of("GET", "key"), List.of("ECHO", large), List.of("PING"));
        assertThat(parser.space().capacity()).as("buffer of an idle client").isLessThan(10_000);
    }

    @Test
    void manyRequestsAtOnceAreTakenOneByOne() throws Exception {
        RequestParser parser = new RequestParser(SMALL);
        feed(parser, "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n".repeat(50_000));
        assertThat(requests).hasSize(50_000).containsOnly(List.of("GET", "key"));
        assertThat(parser.consumed()).isEqualTo(50_000 * 22);
        assertThat(parser.hasPart()).isFalse();
    }

    @Test
    void aLengthThatIsNoneIsRefused() {
        refused("*x\r\n", "invalid multibulk length");
        refused("*\r\n", "invalid multibulk length");
        refused("*-\r\n", "invalid multibulk length");
        refused("*1\n$4\r\n", "invalid multibulk length");
        refused("*1\r$4\r\n", "invalid multibulk length");
        refused("*99999999999999999999\r\n", "invalid multibulk length");
        refused("*1\r\n$\r\n", "invalid bulk length");
        refused("*1\r\n$-1\r\n", "invalid bulk length");
        refused("*1\r\n$4 \r\n", "invalid bulk length");
    }

    @Test
    void moreThanTheLimitsIsRefusedBeforeItComes() {
        refused("*21\r\n", "invalid multibulk length");
        refused("*1\r\n$1001\r\n", "invalid bulk length");
        refused(
                "*20\r\n" + ("$1000\r\n" + "x".repeat(1000) + "\r\n").repeat(4) + "$1000\r\n",
                "request of more than 5000 bytes");
        refused("x".repeat(101), "too big inline request");
    }

    @Test
    void whatIsAnnouncedTakesNoMemoryBeforeItComes() throws Exception {
        RequestParser parser = new RequestParser(ProtocolLimits.defaults());
        feed(parser, "*1048576\r\n$536870912\r\nabc");
        assertThat(parser.space().capacity()).isLessThan(10_000);
    }

    @Test
    void anythingButAStringInAnArrayIsRefused() {
        refused("*2\r\n$3\r\nGET\r\n:1\r\n", "expected '$', got ':'");
        refused("*1\r\n\u0007", "expected '$', got '?'");
        refused("*1\r\n$3\r\nGETx\r\n", "a bulk string does not end where it said it would");
    }

    @Test
    void quotesHaveToBeClosedAndFollowedBySpace() {
        refused("get \"a\r\n", "unbalanced quotes in request");
        refused("get 'a\r\n", "unbalanced quotes in request");
        refused("get \"a\"b\r\n", "unbalanced quotes in request");
    }

    @Test
    void randomBytesAreRequestsOrRefused() {
        Random random = new Random(7);
        String alphabet = "*$0123456789\r\n\"'\\x ab-";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int cut = random.nextInt(text.length() + 1);
            List<List<String>> whole = outcome(text.toString());
            assertThat(outcome(text.substring(0, cut), text.substring(cut)))
                    .as("%s cut at %s", text, cut)
                    .isEqualTo(whole);
        }
    }

    /** The requests before the end, or before what is refused. */
    private List<List<String>> outcome(String... pieces) {
        try {
            return parse(pieces);
        } catch (ProtocolException refused) {
            requests.add(List.of(refused.getMessage()));
            return List.copyOf(requests);
        }
    }
}
