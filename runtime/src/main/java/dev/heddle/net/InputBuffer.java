package dev.heddle.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that have been read ahead of their consumer in search of a line end: those in {@code [start, end)}. The part before
 * {@code scanned} is known to hold no line end, so that a line that comes in many pieces is searched once.
 *
 * <p>Confined to the loop thread.
 */
final class InputBuffer {
    private static final int INITIAL_SIZE = 1024;

    private byte[] bytes = {};
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int start;
    private int scanned;
    private int end;

    /** Moves as much as fits into {@code target}; how many bytes. */
    int transfer(ByteBuffer target) {
        int count = Math.min(target.remaining(), end - start);
        target.put(bytes, start, count);
        start += count;
        scanned = Math.max(scanned, start);
        return count;
    }

    /** Reads once, into free space made for it; as {@link EngineSocket#read}. */
    int fill(EngineSocket socket) throws IOException {
        makeRoom();
        int count = socket.read(view.position(end));
        end += Math.max(count, 0);
        return count;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            scanned -= start;
            end -= start;
            start = 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(INITIAL_SIZE, 2 * bytes.length));
            view = ByteBuffer.wrap(bytes);
        }
    }

    /**
     * Takes the next line, which ends with LF or CR LF; null while none is complete.
     *
     * @throws LineTooLongException if the line is, or must become, longer than {@code limit} bytes
     */
    @Nullable
    String takeLine(int limit) throws LineTooLongException {
        while (scanned < end && bytes[scanned] != '\n') {
            scanned++;
        }
        boolean complete = scanned < end;
        int lineEnd = scanned > start && bytes[scanned - 1] == '\r' ? scanned - 1 : scanned;
        if (lineEnd - start > limit) {
            throw new LineTooLongException(limit);
        }
        if (!complete) {
            return null;
        }
        String line = new String(bytes, start, lineEnd - start, UTF_8);
        scanned++;
        start = scanned;
        return line;
    }

    /** Takes what is left when the stream has ended without a line end; null if there is nothing. */
    @Nullable
    String takeRest() {
        if (start == end) {
            return null;
        }
        String rest = new String(bytes, start, end - start, UTF_8);
        start = end;
        scanned = end;
        return rest;
    }
}
