package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes that have come on one connection: the head of the request being handled, if there is one, and those that nobody
 * has used yet, in {@code [start, end)}. It begins small, since most connections are idle most of the time, and grows when a
 * client sends more than fits.
 *
 * <p>Confined to the loop thread.
 */
final class Input {
    private static final int SIZE_AT_FIRST = 1024;
    private static final int SIZE_OF_BATCHES = 16 * 1024;

    /** At less free space than this behind a head, it grows. */
    private static final int LEAST_ROOM = 512;

    private final ByteInput source;
    private final Head head;
    private byte[] bytes = new byte[SIZE_AT_FIRST];
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int start;
    private int end;

    /** The bytes before this place are those of a head that is in use. */
    private int floor;

    /** The last read left no room: more has come. */
    private boolean filled;

    Input(ByteInput source, Head head) {
        this.source = source;
        this.head = head;
        head.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean isEmpty() {
        return start == end;
    }

    /** The next request begins with the first byte that is not used. */
    void beginHead() {
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > SIZE_OF_BATCHES) { // a head that large was an exception
                resize(SIZE_AT_FIRST);
            }
        }
        floor = 0;
        head.base = start;
    }

    /** The head is complete and so long; it stays where it is while its request is handled. */
    void endHead(int length) {
        start += length;
        floor = start;
    }

    void use(int count) {
        start += count;
    }

    /** Waits for at least one byte more; false at the end of the stream. */
    @Async
    Coroutine<Boolean> fill() throws IOException {
        makeRoom();
        int count = await(source.read(view.limit(bytes.length).position(end)));
        end += Math.max(count, 0);
        filled = end == bytes.length;
        return done(count >= 0);
    }

    private void makeRoom() {
        if (end < bytes.length && start < end) {
            return;
        }
        if (start > floor) {
            System.arraycopy(bytes, start, bytes, floor, end - start);
            if (floor == 0) {
                head.base = 0;
            }
            end -= start - floor;
            start = floor;
        }
        if (bytes.length - end < LEAST_ROOM || filled && bytes.length < SIZE_OF_BATCHES) {
            filled = false;
            resize(2 * bytes.length);
        }
    }

    private void resize(int size) {
        bytes = Arrays.copyOf(bytes, size);
        view = ByteBuffer.wrap(bytes);
        head.bytes = bytes;
    }

    /** Moves what is there, no more than fits into {@code target}; how many bytes. */
    int transfer(ByteBuffer target, long most) {
        int count = (int) Math.min(Math.min(target.remaining(), most), end - start);
        target.put(bytes, start, count);
        start += count;
        return count;
    }

    /** Reads past this buffer, at most so many bytes; to be called when it is empty. */
    @Async
    Coroutine<Integer> readDirectly(ByteBuffer target, long most) throws IOException {
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + most));
        try {
            return done(await(source.read(target)));
        } finally {
            target.limit(limit);
        }
    }
}
