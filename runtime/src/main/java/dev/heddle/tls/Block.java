package dev.heddle.tls;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Memory that is filled behind and emptied in front, each through a view with a position of its own. So an operation that
 * fills or empties it may be given up at any moment: the positions tell how far it has come.
 *
 * <p>Connections hold one only while something is in it; the empty ones of a thread wait in a small store for the next
 * connection that needs one. Confined to the loop thread.
 */
final class Block {
    /** Two of the largest records of TLS, as the JDK sizes them; so large writes leave in pairs. */
    static final int USUAL_SIZE = 2 * 16_709;

    private static final int MOST_STORED = 32;
    private static final ThreadLocal<ArrayDeque<Block>> STORE = ThreadLocal.withInitial(ArrayDeque::new);

    private final ByteBuffer space;
    private final ByteBuffer content;

    /** An empty block that never gets into the store unless it has the usual size. */
    Block(int capacity) {
        space = ByteBuffer.allocate(capacity);
        content = space.duplicate();
    }

    /** An empty block of at least so many bytes. */
    static Block take(int size) {
        Block stored = size <= USUAL_SIZE ? STORE.get().poll() : null;
        return stored == null ? new Block(Math.max(size, USUAL_SIZE)) : stored;
    }

    /** Puts this block, which is empty and that nobody uses any more, into the store. */
    void giveBack() {
        ArrayDeque<Block> store = STORE.get();
        if (capacity() == USUAL_SIZE && store.size() < MOST_STORED) {
            clear();
            store.push(this);
        }
    }

    /** Where to put bytes; what is put there is content at once. */
    ByteBuffer space() {
        return space;
    }

    /** What has been put in and not taken. */
    ByteBuffer content() {
        return content.limit(space.position());
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return space.position() - content.position();
    }

    int capacity() {
        return space.capacity();
    }

    void clear() {
        space.clear();
        content.clear();
    }

    /** Moves the content to the beginning, so that all space is behind it. */
    void compact() {
        int size = size();
        content().compact();
        content.position(0);
        space.position(size);
    }

    /** Moves the content of this block, which is then empty, to the end of {@code other}. */
    void moveTo(Block other) {
        other.space.put(content());
        clear();
    }
}
