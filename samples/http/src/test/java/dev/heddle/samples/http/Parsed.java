package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the parser makes of some bytes: the requests up to the one that is refused or not complete. Parsers under test and
 * their oracles are compared in this form.
 *
 * @param end COMPLETE, INCOMPLETE, or the status with which the last request was refused
 * @param reason what our parser says to that; empty if it says nothing
 */
record Parsed(List<Message> messages, String end, String reason) {
    static final String COMPLETE = "complete";
    static final String INCOMPLETE = "incomplete";

    /** One request; fields as {@code name: value} with the name in lower case. */
    record Message(String method, String target, int minorVersion, List<String> fields, String body) {}

    Parsed(List<Message> messages, String end) {
        this(messages, end, "");
    }

    static Parsed of(String request) {
        return of(request, Integer.MAX_VALUE);
    }

    static Parsed of(String requests, int pieceSize) {
        return of(requests, pieceSize, Limits.defaults());
    }

    /** Parses bytes that come in pieces of that size. */
    static Parsed of(String requests, int pieceSize, Limits limits) {
        byte[] bytes = requests.getBytes(ISO_8859_1);
        return new Reader(limits, bytes, pieceSize).read();
    }

    boolean isRefused() {
        return !end.equals(COMPLETE) && !end.equals(INCOMPLETE);
    }

    private static final class Reader {
        private final Limits limits;
        private final byte[] bytes;
        private final int pieceSize;
        private int available;

        Reader(Limits limits, byte[] bytes, int pieceSize) {
            this.limits = limits;
            this.bytes = bytes;
            this.pieceSize = pieceSize;
        }

        Parsed read() {
            Head head = new Head(limits);
            RequestParser parser = new RequestParser(limits, head);
            Framing framing = new Framing(limits);
            ChunkedDecoder chunks = new ChunkedDecoder(limits);
            List<Message> messages = new ArrayList<>();
            int start = 0;
            try {
                while (start < bytes.length) {
                    head.bytes = bytes;
                    head.base = start;
                    parser.reset();
                    while (!parser.parse(available)) {
                        if (available == bytes.length) {
                            return new Parsed(messages, INCOMPLETE);
                        }
                        more();
                    }
                    framing.read(head);
                    ByteArrayOutputStream body = new ByteArrayOutputStream();
                    int end = start + parser.position();
                    if (framing.isChunked()) {
                        chunks.reset();
                        end = chunked(chunks, end, body);
                    } else {
                        end = fixed(end, framing.contentLength(), body);
                    }
                    if (end < 0) {
                        return new Parsed(messages, INCOMPLETE);
                    }
                    messages.add(message(head, body));
                    start = end;
                }
                return new Parsed(messages, COMPLETE);
            } catch (HttpException refused) {
                return new Parsed(messages, String.valueOf(refused.status()), String.valueOf(refused.getMessage()));
            }
        }

        private void more() {
            available = (int) Math.min((long) available + pieceSize, bytes.length);
        }

        private int fixed(int from, long length, ByteArrayOutputStream body) {
            if (length > bytes.length - from) {
                available = bytes.length;
                return -1;
            }
            available = Math.max(available, from + (int) length);
            body.write(bytes, from, (int) length);
            return from + (int) length;
        }

        private int chunked(ChunkedDecoder chunks, int from, ByteArrayOutputStream body) throws HttpException {
            int i = from;
            while (true) {
                i = chunks.skipFraming(bytes, i, available);
                if (chunks.isComplete()) {
                    return i;
                }
                int payload = (int) Math.min(chunks.payload(), available - i);
                if (payload > 0) {
                    body.write(bytes, i, payload);
                    chunks.used(payload);
                    i += payload;
                } else if (available == bytes.length) {
                    return -1;
                } else {
                    more();
                }
            }
        }

        private static Message message(Head head, ByteArrayOutputStream body) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < head.fields.count(); i++) {
                fields.add(head.name(i).toLowerCase(Locale.ROOT) + ": " + head.value(i));
            }
            return new Message(
                    head.method,
                    head.text(head.targetStart, head.targetEnd),
                    head.minorVersion,
                    fields,
                    body.toString(ISO_8859_1));
        }
    }
}
