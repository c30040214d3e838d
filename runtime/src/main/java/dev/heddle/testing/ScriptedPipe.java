package dev.heddle.testing;

import java.nio.ByteBuffer;

/**
 * The bytes under way in one direction of a scripted connection: a ring of fixed size, allocated at the first byte. Confined
 * to the loop thread.
 */
final class ScriptedPipe {
    private final int capacity;
    private byte[] ring = new byte[0];
    private int head;
    private int size;
    private long taken;
    private boolean ended;

    ScriptedPipe(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    int space() {
        return capacity - size;
    }

    /** How many bytes have left the pipe so far. */
    long takenOffset() {
        return taken;
    }

    /** How many bytes have entered the pipe so far. */
    long givenOffset() {
        return taken + size;
    }

    /** True when the writer will give nothing more. */
    boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    void discard() {
        taken += size;
        size = 0;
        ring = new byte[0];
        head = 0;
    }

    void give(ByteBuffer source, int count) {
        if (ring.length == 0) {
            ring = new byte[capacity];
        }
        for (int i = 0; i < count; i++) {
            ring[(head + size++) % capacity] = source.get();
        }
    }

    void take(ByteBuffer target, int count) {
        for (int i = 0; i < count; i++) {
            target.put(ring[head]);
            head = (head + 1) % capacity;
        }
        size -= count;
        taken += count;
    }
}
