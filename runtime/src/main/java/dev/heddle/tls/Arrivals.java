package dev.heddle.tls;

import java.nio.ByteBuffer;

/**
 * The bytes of the peer that have not been decrypted: a part of a record, or some records.
 *
 * <p>A connection that waits for its peer waits with a small block of its own. A large one is taken when a record does not
 * fit, and kept as long as much arrives at a time. Confined to the loop thread.
 */
final class Arrivals {
    private static final int SMALL = 1024;

    private final Block small = new Block(SMALL);
    private Block current = small;
    private int lastCount;

    /** Space for what comes next, at least a byte; what is put there has arrived. */
    ByteBuffer room() {
        if (current.isEmpty()) {
            current.clear();
            if (current != small && lastCount <= SMALL) {
                current.giveBack();
                current = small;
            }
        } else if (!current.space().hasRemaining()) {
            current.compact();
            if (!current.space().hasRemaining()) {
                grow();
            }
        }
        return current.space();
    }

    private void grow() {
        Block larger = Block.take(2 * current.capacity());
        current.moveTo(larger);
        current = larger;
    }

    /** Tells how many bytes have been put into {@link #room}: what is under way says how much room is worth while. */
    void arrived(int count) {
        lastCount = count;
    }

    /** What has arrived; taking from it consumes. */
    ByteBuffer content() {
        return current.content();
    }
}
