package dev.heddle.engine;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Memory for datagrams that are received or sent together: for each a {@code struct mmsghdr}, which leads to a
 * {@code struct iovec}, an address, a part of the contents, and for those that are several datagrams of one length to a
 * {@code struct cmsghdr} with that length, see udp(7). It is laid out as on 64-bit Linux, x86-64 and AArch64 alike, and
 * belongs to the garbage collector. Confined to the loop thread.
 */
final class ForeignMessages {
    private static final int MOST = LinuxCalls.MOST_MESSAGES;
    private static final int CONTENTS_LENGTH = LinuxCalls.MESSAGES_LENGTH;
    private static final int ADDRESS_LENGTH = 128;
    private static final int VECTOR_LENGTH = 16;

    /** Of {@code struct mmsghdr}: a {@code struct msghdr}, and how many bytes were moved. */
    private static final int HEADER_LENGTH = 64;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int VECTORS = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int MOVED = 56;

    /** Of {@code struct cmsghdr}, which the length follows: a {@code short} that is sent, an {@code int} that is received. */
    private static final int LEVEL = 8;

    private static final int KIND = 12;
    private static final int SEGMENT = 16;
    private static final int CONTROL_SPACE = 24;

    private final Arena memory = Arena.ofAuto();
    private final MemorySegment headers = memory.allocate((long) MOST * HEADER_LENGTH, Long.BYTES);
    private final MemorySegment vectors = memory.allocate((long) MOST * VECTOR_LENGTH, Long.BYTES);
    private final MemorySegment addresses = memory.allocate((long) MOST * ADDRESS_LENGTH, Long.BYTES);
    private final MemorySegment controls = memory.allocate((long) MOST * CONTROL_SPACE, Long.BYTES);
    private final MemorySegment contents = memory.allocate(CONTENTS_LENGTH, Long.BYTES);
    private final ByteBuffer contentBytes = contents.asByteBuffer();
    private final ByteBuffer[] addressBytes = new ByteBuffer[MOST];

    /** Where the content of the next message begins. */
    private int end;

    /** How much space each has that is received. */
    private int space;

    ForeignMessages() {
        for (int i = 0; i < MOST; i++) {
            addressBytes[i] = addresses
                    .asSlice((long) i * ADDRESS_LENGTH, ADDRESS_LENGTH)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            headers.set(ADDRESS, header(i) + VECTORS, vectors.asSlice((long) i * VECTOR_LENGTH));
            headers.set(JAVA_LONG, header(i) + VECTOR_COUNT, 1);
            headers.set(ADDRESS, header(i) + CONTROL, controls.asSlice(control(i)));
        }
    }

    private static long header(int index) {
        return (long) index * HEADER_LENGTH;
    }

    private static long control(int index) {
        return (long) index * CONTROL_SPACE;
    }

    /** What the calls take. */
    MemorySegment headers() {
        return headers;
    }

    /** Makes room to receive. */
    void prepare(int count, int spaceForEach, boolean together) {
        space = spaceForEach;
        for (int i = 0; i < count; i++) {
            describe(i, i * spaceForEach, spaceForEach, ADDRESS_LENGTH);
            if (together) {
                headers.set(JAVA_LONG, header(i) + CONTROL_LENGTH, CONTROL_SPACE);
            }
        }
    }

    private void describe(int index, int offset, int length, int addressLength) {
        long vector = (long) index * VECTOR_LENGTH;
        vectors.set(ADDRESS, vector, contents.asSlice(offset));
        vectors.set(JAVA_LONG, vector + Long.BYTES, length);
        MemorySegment name = addressLength == 0 ? NULL : addresses.asSlice((long) index * ADDRESS_LENGTH);
        headers.set(ADDRESS, header(index) + NAME, name);
        headers.set(JAVA_INT, header(index) + NAME_LENGTH, addressLength);
        headers.set(JAVA_LONG, header(index) + CONTROL_LENGTH, 0);
    }

    int size(int index) {
        return headers.get(JAVA_INT, header(index) + MOVED);
    }

    /**
     * Copied without a slice, which would live no longer than the copying: such slices were seen as null on JDK 25.0.3, after a
     * deoptimization of code from which the compiler had removed them.
     */
    ByteBuffer content(int index, int begin, int length) {
        return ByteBuffer.allocate(length).put(0, contentBytes, index * space + begin, length);
    }

    /** How long each of the datagrams is, but perhaps the last, that have come as one; 0 if it is one. */
    int segment(int index) {
        boolean several = headers.get(JAVA_LONG, header(index) + CONTROL_LENGTH) >= SEGMENT + Integer.BYTES
                && controls.get(JAVA_INT, control(index) + LEVEL) == LinuxOption.RECEIVE_TOGETHER.level
                && controls.get(JAVA_INT, control(index) + KIND) == LinuxOption.RECEIVE_TOGETHER.number;
        return several ? controls.get(JAVA_INT, control(index) + SEGMENT) : 0;
    }

    SocketAddress address(int index) {
        return SocketAddresses.decode(addressBytes[index], headers.get(JAVA_INT, header(index) + NAME_LENGTH));
    }

    /** Adds one to be sent; false if there is no room for it. */
    boolean put(int index, ByteBuffer source, int family, @Nullable SocketAddress target) {
        int offset = index == 0 ? 0 : end;
        int length = source.remaining();
        if (index >= MOST || length > CONTENTS_LENGTH - offset) {
            return false;
        }
        contentBytes.put(offset, source, source.position(), length);
        describe(
                index,
                offset,
                length,
                target == null ? 0 : SocketAddresses.encode(target, family, addressBytes[index]));
        end = offset + length;
        return true;
    }

    /** Adds one to the message that was put last; false if there is no room for it. */
    boolean append(int index, ByteBuffer source, int segment) {
        int length = source.remaining();
        if (length > CONTENTS_LENGTH - end) {
            return false;
        }
        contentBytes.put(end, source, source.position(), length);
        end += length;
        long lengthOfAll = (long) index * VECTOR_LENGTH + Long.BYTES;
        vectors.set(JAVA_LONG, lengthOfAll, vectors.get(JAVA_LONG, lengthOfAll) + length);
        controls.set(JAVA_LONG, control(index), SEGMENT + Short.BYTES);
        controls.set(JAVA_INT, control(index) + LEVEL, LinuxOption.SEND_TOGETHER.level);
        controls.set(JAVA_INT, control(index) + KIND, LinuxOption.SEND_TOGETHER.number);
        controls.set(JAVA_SHORT, control(index) + SEGMENT, (short) segment);
        headers.set(JAVA_LONG, header(index) + CONTROL_LENGTH, CONTROL_SPACE);
        return true;
    }
}
