package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;

/** The parsers of Netty and Jetty, which tell what they make of some bytes in our words. */
enum Oracles {
    NETTY {
        @Override
        Parsed parse(String requests) {
            return new Netty().parse(requests);
        }
    },
    JETTY {
        @Override
        Parsed parse(String requests) {
            return new Jetty().parse(requests);
        }
    };

    abstract Parsed parse(String requests);

    /**
     * Whether this parser makes something else of a request that ours accepts, and may. Netty writes a Content-Length anew
     * without its leading zeros, and tells minor versions above 1, which Jetty does not know: for RFC 9110 section 2.5 they
     * are 1. Jetty refuses port 0 and an empty port, which RFC 3986 section 3.2.3 allows.
     */
    boolean mayDiffer(String requests) {
        return HIGHER_MINOR_VERSION.matcher(requests).find()
                || (this == NETTY ? ZEROS_IN_FRONT : NO_PORT).matcher(requests).find();
    }

    private static final Pattern HIGHER_MINOR_VERSION = Pattern.compile(" HTTP/1\\.[2-9]\r\n");
    private static final Pattern ZEROS_IN_FRONT = Pattern.compile("(?i)content-length:[ \t]*0\\d");
    private static final Pattern NO_PORT = Pattern.compile("(?i)host:.*:0*[ \t]*\r\n");

    private static final class Netty {
        private final List<Parsed.Message> messages = new ArrayList<>();
        private final List<String> fields = new ArrayList<>();
        private final StringBuilder body = new StringBuilder();
        private String method = "";
        private String target = "";
        private int minorVersion;
        private boolean within;
        private boolean refused;

        Parsed parse(String requests) {
            EmbeddedChannel channel =
                    new EmbeddedChannel(new HttpRequestDecoder(new HttpDecoderConfig().setMaxInitialLineLength(8192)));
            channel.writeInbound(Unpooled.copiedBuffer(requests, ISO_8859_1));
            for (HttpObject next = channel.readInbound(); next != null && !refused; next = channel.readInbound()) {
                take(next);
            }
            channel.finishAndReleaseAll();
            return new Parsed(messages, refused ? "400" : within ? Parsed.INCOMPLETE : Parsed.COMPLETE);
        }

        private void take(HttpObject part) {
            DecoderResult result = part.decoderResult();
            refused = result.isFailure();
            if (refused) {
                return;
            }
            if (part instanceof HttpRequest request) {
                within = true;
                method = request.method().name();
                target = request.uri();
                minorVersion = request.protocolVersion().minorVersion();
                fields.clear();
                request.headers().forEach(field -> fields.add(field(field.getKey(), field.getValue())));
                body.setLength(0);
            }
            if (part instanceof HttpContent content) {
                body.append(content.content().toString(ISO_8859_1));
                content.release();
            }
            if (part instanceof LastHttpContent) {
                within = false;
                messages.add(new Parsed.Message(method, target, minorVersion, List.copyOf(fields), body.toString()));
            }
        }
    }

    private static final class Jetty implements HttpParser.RequestHandler {
        private final List<Parsed.Message> messages = new ArrayList<>();
        private final List<String> fields = new ArrayList<>();
        private final StringBuilder body = new StringBuilder();
        private String method = "";
        private String target = "";
        private int minorVersion;
        private boolean refused;

        Parsed parse(String requests) {
            HttpParser parser = new HttpParser(this, HttpCompliance.RFC7230);
            parser.setHeaderCacheCaseSensitive(true);
            ByteBuffer bytes = ByteBuffer.wrap(requests.getBytes(ISO_8859_1));
            boolean within = false;
            while (!refused && bytes.hasRemaining()) {
                int before = bytes.remaining();
                parser.parseNext(bytes);
                within = !parser.isComplete();
                if (!within) {
                    parser.reset();
                } else if (bytes.remaining() == before) {
                    break;
                }
            }
            return new Parsed(messages, refused ? "400" : within ? Parsed.INCOMPLETE : Parsed.COMPLETE);
        }

        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
            this.method = method;
            this.target = uri;
            this.minorVersion = version == HttpVersion.HTTP_1_0 ? 0 : 1;
            fields.clear();
            body.setLength(0);
        }

        @Override
        public void parsedHeader(HttpField field) {
            String value = field.getValue();
            fields.add(field(field.getName(), value == null ? "" : value));
        }

        @Override
        public void parsedTrailer(HttpField field) {}

        @Override
        public boolean headerComplete() {
            return false;
        }

        @Override
        public boolean content(ByteBuffer content) {
            body.append(ISO_8859_1.decode(content));
            return false;
        }

        @Override
        public boolean contentComplete() {
            return false;
        }

        @Override
        public boolean messageComplete() {
            messages.add(new Parsed.Message(method, target, minorVersion, List.copyOf(fields), body.toString()));
            return true;
        }

        @Override
        public void earlyEOF() {
            refused = true;
        }

        @Override
        public void badMessage(HttpException failure) {
            refused = true;
        }
    }

    private static String field(String name, String value) {
        return name.toLowerCase(Locale.ROOT) + ": " + value;
    }
}
