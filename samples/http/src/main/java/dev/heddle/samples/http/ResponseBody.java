package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A body that is written while it is sent. Every write leaves at once, as a chunk of its own where the length is not known
 * (RFC 9112 section 7.1); the first one takes the head with it. Confined to the loop thread.
 */
final class ResponseBody implements ByteOutput {
    /** How the end of the body is told. */
    enum Coding {
        LENGTH,
        CHUNKED,
        /** The end of the connection is the end of the body, for clients of HTTP/1.0. */
        CLOSE
    }

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] NOTHING = {};

    /** A size in hexadecimal digits and two line ends. */
    private static final int FRAMING = 8 + 2 * LINE_END.length;

    private final Output output;
    private final Coding coding;

    /** Of a body with a length: what is to be written yet. */
    private long left;

    ResponseBody(Output output, Coding coding, long length) {
        this.output = output;
        this.coding = coding;
        this.left = length;
    }

    @Override
    @Async
    public Coroutine<Void> write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (coding == Coding.LENGTH) {
            if (count > left) {
                throw new IOException("the body is longer than it was said to be, by " + (count - left) + " bytes");
            }
            left -= count;
        }
        if (count == 0) {
            return output.flush(); // a chunk of no bytes would be the last one
        }
        if (!output.hasRoom(FRAMING)) {
            await(output.flush());
        }
        boolean chunked = coding == Coding.CHUNKED;
        if (chunked) {
            output.put((Integer.toHexString(count) + "\r\n").getBytes(ISO_8859_1));
        }
        byte[] end = chunked ? LINE_END : NOTHING;
        if (output.hasRoom(count + end.length)) {
            output.put(source);
            output.put(end);
            return output.flush();
        }
        return output.flush(source, ByteBuffer.wrap(end));
    }

    /** The writer has come to its end. */
    @Async
    Coroutine<Void> end() throws IOException {
        if (coding == Coding.LENGTH && left > 0) {
            throw new IOException("the body is shorter than it was said to be, by " + left + " bytes");
        }
        if (coding == Coding.CHUNKED) {
            if (!output.hasRoom(LAST_CHUNK.length)) {
                await(output.flush());
            }
            output.put(LAST_CHUNK);
        }
        return done();
    }
}
