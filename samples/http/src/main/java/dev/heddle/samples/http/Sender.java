package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Puts answers into the output of one connection: head, framing and body. What is small stays there, to leave with the next
 * ones. Confined to the loop thread.
 */
final class Sender {
    private static final byte[] KEEP_ALIVE = "Connection: keep-alive\r\n".getBytes(ISO_8859_1);
    private static final byte[] CLOSE = "Connection: close\r\n".getBytes(ISO_8859_1);
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(ISO_8859_1);
    private static final byte[] NOTHING = {};
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Output output;
    private final HttpDate date;

    Sender(Output output, HttpDate date) {
        this.output = output;
        this.date = date;
    }

    /**
     * Answers a request.
     *
     * @return whether this was the last answer on the connection, which has been sent then
     */
    @Async
    Coroutine<Boolean> send(Response response, Head head, Framing framing, boolean last) throws IOException {
        BodyWriter writer = response.writer();
        ResponseBody.Coding coding = codingOf(response, head);
        boolean closes = last || coding == ResponseBody.Coding.CLOSE;
        byte[] connection = closes ? CLOSE : framing.asksToKeepAlive() ? KEEP_ALIVE : NOTHING;
        byte[] coded = coding == ResponseBody.Coding.CHUNKED ? CHUNKED : NOTHING;
        byte[] dateLine = date.line();
        int size = response.head().length + dateLine.length + connection.length + coded.length + LINE_END.length;
        if (!output.hasRoom(size)) {
            await(output.flush());
        }
        output.put(response.head());
        output.put(dateLine);
        output.put(connection);
        output.put(coded);
        output.put(LINE_END);
        if (!head.method.equals("HEAD")) { // RFC 9110 section 9.3.2
            if (writer == null) {
                await(content(response.content()));
            } else {
                await(stream(writer, new ResponseBody(output, coding, response.length()), head));
            }
        }
        if (closes) {
            await(output.flush());
        }
        return done(closes);
    }

    private static ResponseBody.Coding codingOf(Response response, Head head) {
        if (response.hasLength()) {
            return ResponseBody.Coding.LENGTH;
        }
        return head.minorVersion == 0 ? ResponseBody.Coding.CLOSE : ResponseBody.Coding.CHUNKED; // RFC 9112 section 6.1
    }

    @Async
    private Coroutine<Void> content(byte[] content) throws IOException {
        if (!output.hasRoom(content.length)) {
            return output.flush(ByteBuffer.wrap(content), ByteBuffer.wrap(NOTHING));
        }
        output.put(content);
        return done();
    }

    @Async
    private Coroutine<Void> stream(BodyWriter writer, ResponseBody body, Head head) throws IOException {
        try {
            await(writer.write(body));
        } catch (Exception failure) {
            if (!output.isBroken()) {
                String path = head.text(head.targetStart, head.targetEnd);
                Loop.current().report("writing the body of " + path + " failed", failure);
            }
            throw new IOException("the body was not written to its end", failure);
        }
        return body.end();
    }

    /** Answers what is no request, as the last answer of a connection. */
    @Async
    Coroutine<Void> refuse(HttpException refusal) throws IOException {
        Response response = Response.of(refusal);
        int size = response.head().length
                + response.content().length
                + date.line().length
                + CLOSE.length
                + LINE_END.length;
        if (!output.hasRoom(size)) {
            await(output.flush());
        }
        output.put(response.head());
        output.put(date.line());
        output.put(CLOSE);
        output.put(LINE_END);
        output.put(response.content());
        return output.flush();
    }
}
