package dev.heddle.samples.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for output that nobody uses now: a connection has one only while it has something to send. Confined to the loop
 * thread.
 */
final class Buffers {
    /** Of each buffer, in bytes. */
    static final int SIZE = 16 * 1024;

    private static final int MOST_KEPT = 64;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>(MOST_KEPT);

    ByteBuffer borrow() {
        ByteBuffer buffer = free.pollLast();
        return buffer == null ? ByteBuffer.allocate(SIZE) : buffer;
    }

    void giveBack(ByteBuffer buffer) {
        if (free.size() < MOST_KEPT) {
            free.addLast(buffer.clear());
        }
    }
}
