package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.ScopeOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.io.BufferedInput;
import dev.heddle.io.ByteStream;
import dev.heddle.net.TcpStream;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * A connection secured by TLS (RFC 8446, RFC 5246), as client or as server, over any other stream of bytes, which it owns
 * from then on. What is read and written here is plain. A stream is handed out when its handshake is complete.
 *
 * <p>One task may read while another writes; two that read, or two that write, are refused. What the peer wants to be answered
 * (new keys) is answered by whoever reads or writes next. A peer that wants to negotiate again is refused, and so is one that
 * sends more than 32 records in a row with nothing in them, or more than 4096 in a handshake. Each end may end its output
 * alone, in TLS 1.3; in TLS 1.2 the end of one is the end of both.
 *
 * <p>Cancelled, a read has lost nothing and a write has written what its source's position tells; the connection goes on. A
 * record that a cancelled write has left half written is completed by the next write, or by closing. A cancelled handshake
 * closes the stream beneath.
 *
 * <p>When the stream beneath ends and the peer has not said in TLS that it does, reading fails with a
 * {@link TlsTruncatedException}. What TLS finds wrong is an {@link SSLException}: the peer is told, and the connection is of no
 * use any more. Closed under a waiting operation, that one fails with an {@link java.nio.channels.AsynchronousCloseException},
 * and later ones with a {@link ClosedChannelException}. Confined to the loop it was made on.
 */
public final class TlsStream extends BufferedInput implements ByteStream {
    private static final ScopeOptions ANSWERING = ScopeOptions.defaults().named("answering in TLS");

    /** A peer that wants more answers and takes none has to wait until it does. */
    private static final int MOST_OWED = 16;

    private static final int TRASH_SIZE = 4 * 1024;

    private final ByteStream transport;
    private final Records records;
    private final TlsSession session;
    private final Duration shutdown;
    private final Exclusive input = new Exclusive(this, "read");
    private final Exclusive output = new Exclusive(this, "write");

    /** Held by who writes records, which may be a reader that answers. */
    private final Mutex sending = new Mutex().named("the output of a TLS stream");

    private boolean open = true;

    /** True when the peer has been told, in order, that the output has ended. */
    private boolean goodbyeSaid;

    /** A connection whose handshake is complete. */
    TlsStream(ByteStream transport, Records records, TlsSession session, Duration shutdown) {
        this.transport = transport;
        this.records = records;
        this.session = session;
        this.shutdown = shutdown;
    }

    /**
     * Connects to a host by TCP and secures the connection, as {@link #client} does. A suspension point when awaited.
     * Cancelled, or failed, it leaves no connection behind.
     *
     * @return fails as connecting does, and as a handshake does
     */
    @Async
    public static Coroutine<TlsStream> connect(String host, int port, TlsOptions options) throws IOException {
        return client(await(TcpStream.connect(host, port)), host, options);
    }

    /**
     * Does the handshake of a client on a stream, on which nothing but TLS comes from here on. A suspension point when
     * awaited. Cancelled, or failed, it closes the stream.
     *
     * <p>A server that does not accept the client's certificate may say so only after the handshake: then the first read
     * fails.
     *
     * @param host the name, or address, that the certificate of the server has to be for
     * @return fails with a {@link javax.net.ssl.SSLHandshakeException} if the two do not come together, the certificate is
     *     not trusted or for another host, or the time for the handshake is over
     */
    public static Coroutine<TlsStream> client(ByteStream stream, String host, TlsOptions options) throws IOException {
        return new Handshake(stream, host, options).run();
    }

    /** Does the handshake of a server on a stream, as {@link #client} does that of a client. */
    public static Coroutine<TlsStream> server(ByteStream stream, TlsOptions options) throws IOException {
        return new Handshake(stream, null, options).run();
    }

    /**
     * Secures a stream on which plain text was spoken, when the two have agreed on it (STARTTLS), as {@link #client} does. If
     * more than the agreement was read from the stream, somebody on the way may have put it there to have it taken for what
     * comes secured: it is handed to nobody, the stream is closed, and this fails.
     *
     * @return fails with an {@link SSLException} if the stream has read ahead, else as {@link #client} does
     */
    public static Coroutine<TlsStream> startTlsClient(ByteStream stream, String host, TlsOptions options)
            throws IOException {
        return new Handshake(stream, host, options).upgrade();
    }

    /** Secures a stream on which plain text was spoken, as {@link #startTlsClient} does, at the end of the server. */
    public static Coroutine<TlsStream> startTlsServer(ByteStream stream, TlsOptions options) throws IOException {
        return new Handshake(stream, null, options).upgrade();
    }

    /** What the handshake has come to. */
    public TlsSession session() {
        return session;
    }

    /** The stream beneath, for its addresses; whoever reads or writes there breaks the connection. */
    public ByteStream transport() {
        return transport;
    }

    /** True until this end is closed. */
    public boolean isOpen() {
        return open;
    }

    @Override
    protected void requireReadable() throws IOException {
        input.requireFree();
    }

    @Override
    @Async
    protected Coroutine<Integer> receive(ByteBuffer target) throws IOException {
        input.begin();
        try {
            if (records.isTurnOver()) {
                await(yieldNow());
            }
            int count = records.decrypt(target);
            while (count == Records.NEEDS_INPUT) {
                await(fill());
                count = records.decrypt(target);
            }
            return done(count);
        } catch (SSLException broken) {
            if (sending.owner() == null) {
                await(moveOnAfter(shutdown, answer()));
            }
            throw broken;
        } finally {
            input.end();
        }
    }

    /** Reads once. Answers meanwhile, if nobody writes who would do it: to wait for that could be to wait for ever. */
    @Async
    private Coroutine<Void> fill() throws IOException {
        if (records.isTurnOver()) {
            await(yieldNow());
        }
        if (records.owed() >= MOST_OWED) {
            await(answer());
        } else if (records.owesAny() && sending.owner() == null) {
            try (TaskScope scope = TaskScope.open(ANSWERING)) {
                scope.spawn(answer());
                await(read());
                scope.cancelChildren();
            }
            return done();
        }
        return read();
    }

    @Async
    private Coroutine<Void> read() throws IOException {
        records.arrived(await(transport.read(records.room())));
        return done();
    }

    /** Writes what the peer wants to hear. If that is impossible whoever writes next is told, and not who reads. */
    @Async
    @SuppressWarnings("try") // the output is held, not used
    private Coroutine<Boolean> answer() {
        try (Hold held = await(sending.acquire())) {
            await(flush());
            return done(true);
        } catch (IOException impossible) {
            return done(false);
        }
    }

    @Override
    public Coroutine<Void> write(ByteBuffer source) throws IOException {
        return write(new ByteBuffer[] {source});
    }

    @Override
    @Async
    @SuppressWarnings("try") // the output is held, not used
    public Coroutine<Void> write(ByteBuffer... sources) throws IOException {
        output.begin();
        try (Hold held = await(sending.acquire())) {
            do {
                records.encrypt(sources);
                await(flush());
            } while (Records.hasRemaining(sources));
        } finally {
            output.end();
        }
        return done();
    }

    /** {@inheritDoc} In TLS 1.2 the peer ends its output then, too. Cancelled, it is to be repeated. */
    @Override
    @Async
    @SuppressWarnings("try") // the output is held, not used
    public Coroutine<Void> shutdownOutput() throws IOException {
        output.begin();
        try (Hold held = await(sending.acquire())) {
            records.end();
            await(flush());
        } finally {
            output.end();
        }
        return done();
    }

    /** Writes all records that are there; by who holds {@link #sending}. */
    @Async
    private Coroutine<Void> flush() throws IOException {
        while (records.answer()) {
            await(transport.write(records.unsent()));
        }
        return done();
    }

    /**
     * Closes the connection, in a cancelled task too. {@link CloseReason#COMPLETED} tells the peer that the output has ended,
     * and waits until it has ended its own, which is thrown away: else what is under way could be lost. It takes no longer
     * than {@link TlsOptions#shutdownWithin} allows, and does not wait for a peer whose end has been read, nor when another
     * task reads. {@link CloseReason#FAILED} closes at once and tells nothing, so that the peer does not take what was cut
     * off for the whole; so does closing while a write waits.
     */
    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        output.requireHome();
        boolean inOrder = reason == CloseReason.COMPLETED && !output.isInUse();
        if (!open && inOrder) {
            return done();
        }
        open = false;
        if (!inOrder) {
            return transport.closeAsync(CloseReason.FAILED);
        }
        try {
            await(shield(shutdown, sayGoodbye()));
        } catch (DeadlineExceeded | IOException silentPeer) {
            // the peer does not end, or has gone already: closing says how far it has come
        }
        return transport.closeAsync(goodbyeSaid ? CloseReason.COMPLETED : CloseReason.FAILED);
    }

    @Async
    @SuppressWarnings("try") // the output is held, not used
    private Coroutine<Void> sayGoodbye() throws IOException {
        try (Hold held = await(sending.acquire())) {
            records.end();
            await(flush());
        }
        goodbyeSaid = true;
        if (records.isEnded() || input.isInUse()) {
            return done();
        }
        await(transport.shutdownOutput());
        ByteBuffer trash = ByteBuffer.allocate(TRASH_SIZE);
        while (await(transport.read(trash)) >= 0) {
            trash.clear();
        }
        return done();
    }

    @Override
    public String toString() {
        return "TLS over " + transport;
    }
}
