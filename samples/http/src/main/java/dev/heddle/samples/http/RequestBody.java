package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.BufferedInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The body of a request, read from the connection as the handler asks for it: a handler that does not read makes the client
 * wait. A client that waits for leave to send gets it with the first read.
 *
 * <p>A read fails with a {@link MalformedBody} if the client breaks the framing or the limit, and with an
 * {@link EOFException} if it goes away; the connection is closed behind the answer then. Confined to the loop thread.
 */
public final class RequestBody extends BufferedInput {
    /** So much of a body that nobody has read is dropped to keep the connection. */
    private static final long MOST_DROPPED = 64 * 1024;

    /** For less than this more is fetched than asked for, to save the next read. */
    private static final int DIRECTLY = 4096;

    /** Thrown by reads of a body that the client has sent wrong. */
    public static final class MalformedBody extends IOException {
        private static final long serialVersionUID = 1;

        /** What the client is to be told. */
        final HttpException refusal;

        MalformedBody(HttpException refusal) {
            super(refusal.getMessage(), refusal);
            this.refusal = refusal;
        }
    }

    private final Connection connection;
    private final Input input;
    private final ChunkedDecoder chunks;
    private final boolean chunked;
    private long left;
    private boolean expected;
    private boolean broken;

    /** For the request that {@code framing} has just read. */
    RequestBody(Connection connection, Input input, Framing framing, ChunkedDecoder chunks) {
        this.connection = connection;
        this.input = input;
        this.chunks = chunks;
        this.chunked = framing.isChunked();
        this.left = framing.contentLength();
        this.expected = framing.expectsContinue() && input.isEmpty();
    }

    @Override
    @Async
    protected Coroutine<Integer> receive(ByteBuffer target) throws IOException {
        try {
            int count = 0;
            while (count == 0) {
                count = await(chunked ? receiveChunk(target) : receiveFixed(target));
            }
            return done(count);
        } catch (IOException failure) {
            broken = true;
            throw failure;
        }
    }

    /** Some bytes, 0 where another attempt is to be made, -1 at the end. */
    @Async
    private Coroutine<Integer> receiveFixed(ByteBuffer target) throws IOException {
        if (left == 0) {
            return done(-1);
        }
        int count = await(receivePayload(target, left));
        left -= count;
        return done(count);
    }

    @Async
    private Coroutine<Integer> receiveChunk(ByteBuffer target) throws IOException {
        skipFraming();
        if (chunks.isComplete()) {
            return done(-1);
        }
        if (chunks.payload() > 0) {
            int count = await(receivePayload(target, chunks.payload()));
            if (count > 0) {
                chunks.used(count);
            }
            return done(count);
        }
        await(fill());
        return done(0);
    }

    private void skipFraming() throws MalformedBody {
        try {
            input.use(chunks.skipFraming(input.bytes(), input.start(), input.end()) - input.start());
        } catch (HttpException refusal) {
            throw new MalformedBody(refusal);
        }
    }

    @Async
    private Coroutine<Integer> receivePayload(ByteBuffer target, long most) throws IOException {
        if (!input.isEmpty()) {
            return done(input.transfer(target, most));
        }
        if (Math.min(target.remaining(), most) < DIRECTLY) {
            await(fill());
            return done(0);
        }
        await(giveLeave());
        connection.beforeBody();
        return done(requireMore(await(input.readDirectly(target, most))));
    }

    @Async
    private Coroutine<Void> fill() throws IOException {
        await(giveLeave());
        connection.beforeBody();
        int before = input.end() - input.start();
        boolean more = await(input.fill());
        requireMore(more ? input.end() - input.start() - before : -1);
        return done();
    }

    private int requireMore(int count) throws EOFException {
        connection.afterBody(Math.max(0, count));
        if (count < 0) {
            throw new EOFException("the client went away in the middle of a body");
        }
        return count;
    }

    /** Tells a client that waits for it to send the body. */
    @Async
    Coroutine<Void> giveLeave() throws IOException {
        if (expected) {
            expected = false;
            await(connection.sendContinue());
        }
        return done();
    }

    /** True if the client has broken the framing, or has gone. */
    boolean isBroken() {
        return broken;
    }

    /** Whether the next request can be found behind this body without reading more than is worth it. */
    boolean canBeSkipped() {
        if (broken || expected) {
            return false;
        }
        return chunked ? chunksEndHere() : left <= MOST_DROPPED;
    }

    /** Drops the rest of what is there of a chunked body. */
    private boolean chunksEndHere() {
        try {
            skipFraming();
            while (!input.isEmpty() && chunks.payload() > 0) {
                int count = (int) Math.min(chunks.payload(), input.end() - input.start());
                input.use(count);
                chunks.used(count);
                skipFraming();
            }
            return chunks.isComplete();
        } catch (MalformedBody malformed) {
            broken = true;
            return false;
        }
    }

    /** Reads to the end and drops it, if it {@link #canBeSkipped}. */
    @Async
    Coroutine<Void> skip() throws IOException {
        while (!chunked && left > 0) {
            if (input.isEmpty()) {
                await(fill());
            }
            int count = (int) Math.min(left, input.end() - input.start());
            input.use(count);
            left -= count;
        }
        return done();
    }
}
