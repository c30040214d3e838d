package dev.heddle.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * As much of a client's first message as a server has to know before it chooses its context (RFC 8446, section 4.1.2, and
 * RFC 6066, section 3). Whatever is not as it should be has no name here: the engine that reads it next says what is wrong.
 * Immutable.
 */
final class ClientHello {
    private static final ClientHello INCOMPLETE = new ClientHello(false, null);
    private static final ClientHello NAMELESS = new ClientHello(true, null);

    /** What the JDK takes at most. */
    private static final int LONGEST = 32 * 1024;

    private static final int HANDSHAKE_RECORD = 22;
    private static final int RECORD_HEADER = 5;
    private static final int CLIENT_HELLO = 1;
    private static final int MESSAGE_HEADER = 4;
    private static final int VERSION_AND_RANDOM = 34;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;

    private final boolean complete;
    private final @Nullable String serverName;

    private ClientHello(boolean complete, @Nullable String serverName) {
        this.complete = complete;
        this.serverName = serverName;
    }

    /** Looks at the beginning of a connection, and takes nothing. */
    static ClientHello in(ByteBuffer arrived) {
        ByteBuffer content = arrived.slice();
        ByteBuffer message = ByteBuffer.allocate(Math.min(content.remaining(), LONGEST));
        while (content.remaining() >= RECORD_HEADER && content.get(content.position()) == HANDSHAKE_RECORD) {
            int length = content.getShort(content.position() + RECORD_HEADER - 2) & 0xFFFF;
            skip(content, RECORD_HEADER);
            int present = Math.min(length, content.remaining());
            if (present > message.remaining()) {
                return NAMELESS;
            }
            message.put(message.position(), content, content.position(), present);
            skip(message, present);
            skip(content, present);
            if (isWhole(message)) {
                return new ClientHello(true, nameIn(message.flip()));
            }
        }
        boolean mayBecomeOne = !content.hasRemaining() || content.get(content.position()) == HANDSHAKE_RECORD;
        return mayBecomeOne && arrived.remaining() < 2 * LONGEST ? INCOMPLETE : NAMELESS;
    }

    private static boolean isWhole(ByteBuffer message) {
        int size = message.position();
        return size >= MESSAGE_HEADER && size - MESSAGE_HEADER >= (message.getInt(0) & 0xFFFFFF);
    }

    private static @Nullable String nameIn(ByteBuffer message) {
        try {
            if (message.get() != CLIENT_HELLO) {
                return null;
            }
            message.position(MESSAGE_HEADER + VERSION_AND_RANDOM);
            skip(message, message.get() & 0xFF);
            skip(message, message.getShort() & 0xFFFF);
            skip(message, message.get() & 0xFF);
            ByteBuffer extensions = part(message);
            while (extensions.hasRemaining()) {
                int type = extensions.getShort();
                ByteBuffer extension = part(extensions);
                if (type == SERVER_NAME) {
                    return firstHost(part(extension));
                }
            }
            return null;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException malformed) {
            return null;
        }
    }

    private static @Nullable String firstHost(ByteBuffer names) {
        while (names.hasRemaining()) {
            int type = names.get();
            ByteBuffer name = part(names);
            if (type == HOST_NAME) {
                return US_ASCII.decode(name).toString().toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private static void skip(ByteBuffer buffer, int length) {
        buffer.position(buffer.position() + length);
    }

    /** What comes next with a length of two bytes before it. */
    private static ByteBuffer part(ByteBuffer from) {
        int length = from.getShort() & 0xFFFF;
        ByteBuffer part = from.slice(from.position(), length);
        skip(from, length);
        return part;
    }

    /** True unless more has to arrive. */
    boolean isComplete() {
        return complete;
    }

    /** The name that is asked for, in lower case; null if there is none. */
    @Nullable
    String serverName() {
        return serverName;
    }
}
