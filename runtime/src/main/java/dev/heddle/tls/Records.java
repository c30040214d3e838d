package dev.heddle.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the plain bytes of a connection and the records on its way: an {@link SSLEngine} with its buffers. It
 * reads and writes nothing itself and never waits: {@link #room} is where the records of the peer go, and {@link #unsent} is
 * what has to be written.
 *
 * <p>Whoever reads and whoever writes may be different tasks. The one that reads uses {@link #decrypt} and what is about
 * arrivals, the one that writes {@link #encrypt}, {@link #answer} and {@link #unsent}.
 *
 * <p>Invariant: each byte is in exactly one place, the source, a buffer here or the target, so an operation that is given up
 * between two calls has lost nothing. Confined to the loop thread, except {@link #compute}.
 */
final class Records {
    /** What {@link #decrypt} returns when it needs more bytes of the peer. */
    static final int NEEDS_INPUT = 0;

    /** What {@link #decrypt} returns when the peer has ended its output. */
    static final int END = -1;

    /** What it means when the stream beneath ends before the peer has said that its output does. */
    enum Truncation {
        /** {@link #decrypt} throws. */
        IS_AN_ERROR,
        /** It is taken for the end. */
        IS_AN_END
    }

    /** What a handshake has to do before it can go on. */
    enum Step {
        /** Write {@link #unsent}. */
        SEND,
        /** Read into {@link #room}. */
        RECEIVE,
        /** Let another thread do {@link #compute}. */
        COMPUTE,
        /** Nothing: it is complete. */
        COMPLETE
    }

    /**
     * So many records may come in a row that have nothing in them for who reads: empty ones, warnings, new keys. Each record
     * that is sent meanwhile allows one more, since it may have to be answered by new keys.
     */
    static final int MOST_WITHOUT_CONTENT = 32;

    /** So many records may a handshake have. Most have a handful; a first message in pieces of one byte has some hundreds. */
    static final int MOST_IN_A_HANDSHAKE = 4096;

    /** After so many records others run before the next. */
    private static final int IN_A_ROW = 64;

    private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};

    private final SSLEngine engine;
    private final Truncation truncation;
    private final Arrivals arrivals;

    /** Decrypted bytes that did not fit where they were wanted; null if there are none. */
    private @Nullable Block plain;

    /** Records that have not been written; null if there are none. */
    private @Nullable Block outgoing;

    /** True when the stream beneath has ended; what has arrived before can still be decrypted. */
    private boolean cut;

    /** How many records of the peer have asked for an answer that is not in {@link #outgoing} yet. */
    private int owed;

    /** How many records have come since one with content; less than 0 if more have been sent. */
    private int withoutContent;

    private int ofTheHandshake;

    /** How many records have come since {@link #isTurnOver} was true. */
    private int inARow;

    /** What has ended the connection; null while nothing has. */
    private @Nullable SSLException failure;

    Records(SSLEngine engine, Truncation truncation, Arrivals arrivals) {
        this.engine = engine;
        this.truncation = truncation;
        this.arrivals = arrivals;
    }

    /** Space for the bytes of the peer. */
    ByteBuffer room() {
        return arrivals.room();
    }

    /** So many bytes have been put into {@link #room}; -1 if the stream beneath has ended. */
    void arrived(int count) {
        if (count < 0) {
            cut = true;
        } else {
            arrivals.arrived(count);
        }
    }

    /** True when nothing more can come from the peer. */
    boolean isEnded() {
        return cut || engine.isInboundDone();
    }

    /** How many answers the peer waits for, which {@link #answer} makes. */
    int owed() {
        return owed;
    }

    /** True if something should be written even if there is nothing to say: answers, or the rest of a record. */
    boolean owesAny() {
        return owed > 0 || hasUnsent();
    }

    /** Goes as far as it can with the handshake. */
    Step advance() throws SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> {
                    if (!wrapForHandshake()) {
                        return Step.SEND;
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (hasUnsent()) {
                        return Step.SEND;
                    }
                    if (!unwrapForHandshake()) {
                        return Step.RECEIVE;
                    }
                }
                case NEED_TASK -> {
                    return hasUnsent() ? Step.SEND : Step.COMPUTE;
                }
                default -> {
                    return hasUnsent() && !areTickets() ? Step.SEND : Step.COMPLETE;
                }
            }
        }
    }

    /** True if the last that a handshake has made is for a later one only, and the peer need not read it now. */
    private boolean areTickets() {
        return !engine.getUseClientMode() && engine.getSession().getProtocol().equals("TLSv1.3");
    }

    /** False if what is unsent has to go first. */
    private boolean wrapForHandshake() throws SSLException {
        SSLEngineResult result = wrap(NOTHING);
        refuseEndOfHandshake(result);
        if (result.getStatus() == Status.BUFFER_OVERFLOW && !hasUnsent()) {
            throw new AssertionError("a record is larger than the engine has said");
        }
        return result.getStatus() != Status.BUFFER_OVERFLOW;
    }

    /** False if more bytes of the peer are needed. */
    private boolean unwrapForHandshake() throws SSLException {
        SSLEngineResult result = unwrap(NOTHING[0]);
        refuseEndOfHandshake(result);
        if (result.bytesConsumed() > 0 && ++ofTheHandshake > MOST_IN_A_HANDSHAKE) {
            throw fail(new SSLHandshakeException(
                    "the peer has sent more than " + MOST_IN_A_HANDSHAKE + " records in one handshake"));
        }
        if (result.getStatus() != Status.BUFFER_UNDERFLOW) {
            return true;
        }
        if (cut) {
            throw new SSLHandshakeException("the peer has ended the connection during the handshake");
        }
        return false;
    }

    private static void refuseEndOfHandshake(SSLEngineResult result) throws SSLHandshakeException {
        if (result.getStatus() == Status.CLOSED) {
            throw new SSLHandshakeException("the peer has ended TLS during the handshake");
        }
    }

    /** Does the work of the handshake that takes long. Any thread, while nothing else is called here. */
    void compute() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /**
     * Decrypts what has arrived into {@code target}, which has space: up to a record at a time.
     *
     * @return how many bytes, {@link #NEEDS_INPUT}, or {@link #END}
     * @throws TlsTruncatedException if the stream beneath has ended and the peer has not said so
     */
    int decrypt(ByteBuffer target) throws SSLException {
        while (plain == null) {
            if (failure != null) {
                throw repeated(failure);
            }
            SSLEngineResult result = unwrap(target);
            switch (result.getStatus()) {
                case OK -> {
                    takeNote(result);
                    if (plain == null && result.bytesProduced() > 0) {
                        return result.bytesProduced();
                    }
                }
                case BUFFER_UNDERFLOW -> {
                    return cut ? truncated() : NEEDS_INPUT;
                }
                case CLOSED -> {
                    return END;
                }
                case BUFFER_OVERFLOW -> throw new AssertionError("a record is larger than the engine has said");
            }
        }
        return takePlain(plain, target);
    }

    private int truncated() throws TlsTruncatedException {
        if (truncation == Truncation.IS_AN_END) {
            return END;
        }
        TlsTruncatedException cutOff = new TlsTruncatedException();
        failure = cutOff;
        throw cutOff;
    }

    private int takePlain(Block from, ByteBuffer target) {
        ByteBuffer content = from.content();
        int count = Math.min(content.remaining(), target.remaining());
        target.put(content.limit(content.position() + count));
        releaseEmptyPlain();
        return count;
    }

    private void releaseEmptyPlain() {
        if (plain != null && plain.isEmpty()) {
            plain.giveBack();
            plain = null;
        }
    }

    /** Decrypts a record into {@code target}, or if that is too small into {@link #plain}. */
    private SSLEngineResult unwrap(ByteBuffer target) throws SSLException {
        try {
            SSLEngineResult result = engine.unwrap(arrivals.content(), target);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                plain = Block.take(engine.getSession().getApplicationBufferSize());
                result = engine.unwrap(arrivals.content(), plain.space());
            }
            return result;
        } catch (SSLException broken) {
            throw fail(broken);
        } finally {
            releaseEmptyPlain();
        }
    }

    /** After the handshake: the peer may ask for an answer, but not for another handshake. */
    private void takeNote(SSLEngineResult result) throws SSLException {
        HandshakeStatus status = result.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            throw fail(new SSLProtocolException("the peer wants to negotiate again, which is refused"));
        }
        if (status == HandshakeStatus.NEED_WRAP && result.bytesProduced() == 0) {
            owed++;
        }
        if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
            throw fail(new SSLException("the TLS engine does not go on: " + result));
        }
        inARow++;
        if (result.bytesProduced() > 0) {
            withoutContent = Math.min(withoutContent, 0);
        } else if (++withoutContent > MOST_WITHOUT_CONTENT) {
            throw fail(new SSLProtocolException(
                    "the peer has sent more than " + MOST_WITHOUT_CONTENT + " records in a row without content"));
        }
    }

    /** True now and then, while records come that need not be waited for: others have to run. */
    boolean isTurnOver() {
        if (inARow < IN_A_ROW) {
            return false;
        }
        inARow = 0;
        return true;
    }

    private SSLException fail(SSLException reason) {
        failure = reason;
        return reason;
    }

    private static SSLException repeated(SSLException first) {
        return first instanceof TlsTruncatedException
                ? new TlsTruncatedException()
                : new SSLException("the connection has failed before: " + first.getMessage(), first);
    }

    /** True if the connection has failed, with an exception that {@link #decrypt} has thrown. */
    boolean hasFailed() {
        return failure != null;
    }

    /**
     * Makes records of the bytes of {@code sources}, as many as there is room for, and of what is owed to the peer before;
     * to be repeated when {@link #unsent} has been written.
     *
     * @throws ClosedChannelException if the output has ended, by {@link #end} or because the peer has ended TLS 1.2
     */
    void encrypt(ByteBuffer... sources) throws IOException {
        while (hasRemaining(sources)) {
            if (failure != null) {
                throw repeated(failure);
            }
            SSLEngineResult result = wrap(sources);
            switch (result.getStatus()) {
                case OK -> {
                    if (result.bytesProduced() == 0) {
                        throw fail(new SSLException("the TLS engine does not go on: " + result));
                    }
                    withoutContent--;
                }
                case BUFFER_OVERFLOW -> {
                    if (!hasUnsent()) {
                        throw new AssertionError("a record is larger than the engine has said");
                    }
                    return;
                }
                case CLOSED -> throw new ClosedChannelException();
                case BUFFER_UNDERFLOW -> throw new AssertionError("there is no underflow of plain bytes");
            }
        }
    }

    private SSLEngineResult wrap(ByteBuffer... sources) throws SSLException {
        try {
            return engine.wrap(sources, outgoing().space());
        } catch (SSLException broken) {
            throw fail(broken);
        }
    }

    /** True if any of the buffers has bytes left. */
    static boolean hasRemaining(ByteBuffer... sources) {
        for (ByteBuffer source : sources) {
            if (source.hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    /** Makes the records that are owed to the peer: answers, alerts, the end of the output. True if there is {@link #unsent}. */
    boolean answer() {
        owed = 0;
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                    && wrap(NOTHING).bytesProduced() > 0) {
                continue;
            }
        } catch (SSLException broken) {
            // there is no more to say; who reads is told
        }
        sent();
        return hasUnsent();
    }

    /** Ends the output: {@link #answer} makes the record that says so. */
    void end() {
        engine.closeOutbound();
    }

    /** Records to be written; when they have been, as far as they have, {@link #sent} is called. */
    ByteBuffer unsent() {
        return outgoing().content();
    }

    boolean hasUnsent() {
        return outgoing != null && !outgoing.isEmpty();
    }

    /** Some of {@link #unsent} has been written. */
    void sent() {
        if (outgoing != null && outgoing.isEmpty()) {
            outgoing.giveBack();
            outgoing = null;
        }
    }

    private Block outgoing() {
        if (outgoing == null) {
            outgoing = Block.take(engine.getSession().getPacketBufferSize());
        }
        return outgoing;
    }
}
