package dev.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * How the sockets of one epoll engine come to what is in files: the system sends it, as long as that can be had, else it is
 * copied. Confined to the loop thread.
 */
final class EpollFiles implements Closeable {
    /** What {@link #send} returns when the part has to be copied. */
    static final long COPY = FileCarrier.REFUSED;

    private static final int BUFFER_SIZE = 128 * 1024;

    private final LinuxCalls calls;
    private final int idle;

    /** Null until the first part is copied. */
    private @Nullable ByteBuffer buffer;

    /** Null until the first part is sent, and if it cannot be had. */
    private @Nullable FileCarrier carrier;

    private boolean copiesAll;

    /** {@code idle} is a descriptor that is open for as long as this. */
    EpollFiles(LinuxCalls calls, int idle) {
        this.calls = calls;
        this.idle = idle;
    }

    /** An empty buffer for a part, in use during one call only. */
    ByteBuffer buffer() {
        ByteBuffer there = buffer;
        if (there == null) {
            there = ByteBuffer.allocateDirect(BUFFER_SIZE);
            buffer = there;
        }
        return there.clear();
    }

    /** As {@link FileCarrier#send}, or {@link #COPY}. */
    long send(int socket, FileChannel source, long position, long count) throws IOException {
        FileCarrier there = FileCarrier.canSend(source) ? carrier() : null;
        long sent = there == null ? COPY : there.send(socket, source, position, count);
        if (there != null && sent == COPY) {
            close();
        }
        return sent;
    }

    private @Nullable FileCarrier carrier() {
        if (!copiesAll && (carrier == null || !carrier.isOpen())) {
            try {
                carrier = FileCarrier.open(calls, idle);
            } catch (IOException copyThen) {
                copiesAll = true;
                carrier = null;
            }
        }
        return carrier;
    }

    /** Nothing is sent from here on. */
    @Override
    public void close() throws IOException {
        copiesAll = true;
        if (carrier != null) {
            carrier.close();
            carrier = null;
        }
    }
}
