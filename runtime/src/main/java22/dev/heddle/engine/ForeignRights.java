package dev.heddle.engine;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory for a message of one byte that a descriptor comes with: a {@code struct msghdr}, which leads to a
 * {@code struct iovec} and to a {@code struct cmsghdr} of the kind {@code SCM_RIGHTS}, see unix(7) and cmsg(3). It is laid out
 * as on 64-bit Linux, x86-64 and AArch64 alike, and belongs to the garbage collector. Confined to the loop thread.
 */
final class ForeignRights {
    /** What {@link #descriptor} tells when none has come. */
    static final int NONE = -1;

    private static final int VECTORS = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int HEADER_LENGTH = 56;

    /** {@code MSG_CTRUNC}: there was more than could be taken. */
    private static final int TRUNCATED = 8;

    /** Of {@code struct cmsghdr}, which the descriptor follows. */
    private static final int LEVEL = 8;

    private static final int KIND = 12;
    private static final int DESCRIPTOR = 16;

    /** With one descriptor, and without the padding behind it, in which another one could come. */
    private static final int RIGHTS_LENGTH = DESCRIPTOR + Integer.BYTES;

    /** Both {@code SOL_SOCKET} and {@code SCM_RIGHTS}. */
    private static final int ONE = 1;

    private final Arena memory = Arena.ofAuto();
    private final MemorySegment header = memory.allocate(HEADER_LENGTH, Long.BYTES);
    private final MemorySegment rights = memory.allocate(RIGHTS_LENGTH, Long.BYTES);

    ForeignRights() {
        MemorySegment content = memory.allocate(1);
        MemorySegment vector = memory.allocate(2 * Long.BYTES, Long.BYTES);
        vector.set(ADDRESS, 0, content);
        vector.set(JAVA_LONG, Long.BYTES, content.byteSize());
        header.set(ADDRESS, 0, NULL);
        header.set(ADDRESS, VECTORS, vector);
        header.set(JAVA_LONG, VECTOR_COUNT, 1);
        header.set(ADDRESS, CONTROL, rights);
    }

    /** A message with that descriptor. */
    MemorySegment with(int descriptor) {
        rights.set(JAVA_LONG, 0, RIGHTS_LENGTH);
        rights.set(JAVA_INT, LEVEL, ONE);
        rights.set(JAVA_INT, KIND, ONE);
        rights.set(JAVA_INT, DESCRIPTOR, descriptor);
        return empty();
    }

    /** A message to be filled. */
    MemorySegment empty() {
        header.set(JAVA_LONG, CONTROL_LENGTH, RIGHTS_LENGTH);
        header.set(JAVA_INT, FLAGS, 0);
        return header;
    }

    /** The descriptor that the message has come with, or {@link #NONE}. */
    int descriptor() {
        boolean came = header.get(JAVA_LONG, CONTROL_LENGTH) >= RIGHTS_LENGTH
                && rights.get(JAVA_INT, LEVEL) == ONE
                && rights.get(JAVA_INT, KIND) == ONE;
        return came ? rights.get(JAVA_INT, DESCRIPTOR) : NONE;
    }

    /** True if more was sent than has come. */
    boolean isTruncated() {
        return (header.get(JAVA_INT, FLAGS) & TRUNCATED) != 0;
    }
}
