package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.shield;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteStream;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The way from a stream to a {@link TlsStream}. Closed without having got there, it tells the peer the reason if there is one
 * to tell, and closes the stream. Used once. Confined to the loop thread.
 */
final class Handshake implements AsyncCloseable {
    private final ByteStream transport;

    /** The host that a client wants to speak with; null for a server. */
    private final @Nullable String host;

    private final TlsOptions options;
    private final Arrivals arrivals = new Arrivals();
    private @Nullable Records records;
    private boolean complete;

    Handshake(ByteStream transport, @Nullable String host, TlsOptions options) {
        this.transport = transport;
        this.host = host;
        this.options = options;
    }

    /** Does it on a stream that has come to the place where plain text ends. */
    @Async
    Coroutine<TlsStream> upgrade() throws IOException {
        try (Handshake self = this) {
            int ahead = transport.buffered();
            if (ahead > 0) {
                throw new SSLException(ahead + " bytes came in plain text after the agreement to start TLS:"
                        + " somebody may have put them there");
            }
            return done(await(self.inTime()));
        }
    }

    /** Does it. */
    @Async
    Coroutine<TlsStream> run() throws IOException {
        try (Handshake self = this) {
            return done(await(self.inTime()));
        }
    }

    @Async
    private Coroutine<TlsStream> inTime() throws IOException {
        TlsStream made = await(moveOnAfter(options.handshake, negotiate()));
        if (made == null) {
            throw new SSLHandshakeException("no TLS handshake within " + options.handshake);
        }
        complete = true;
        return done(made);
    }

    @Async
    private Coroutine<TlsStream> negotiate() throws IOException {
        SSLEngine engine = await(engine());
        Records machine = new Records(engine, options.truncation, arrivals);
        records = machine;
        engine.beginHandshake();
        for (Records.Step step = machine.advance(); step != Records.Step.COMPLETE; step = machine.advance()) {
            switch (step) {
                case SEND -> await(send(machine));
                case RECEIVE -> machine.arrived(await(transport.read(machine.room())));
                case COMPUTE -> await(options.computing.run(machine::compute));
                case COMPLETE -> throw new AssertionError();
            }
        }
        return done(new TlsStream(transport, machine, TlsSession.of(engine), options.shutdown));
    }

    @Async
    private Coroutine<Void> send(Records machine) throws IOException {
        await(transport.write(machine.unsent()));
        machine.sent();
        return done();
    }

    @Async
    private Coroutine<SSLEngine> engine() throws IOException {
        if (host == null) {
            return done(Engines.server(await(serverContext()), options));
        }
        return done(Engines.client(await(context()), host, options));
    }

    @Async
    private Coroutine<SSLContext> serverContext() throws IOException {
        if (options.contexts != null) {
            String name = await(requestedName());
            SSLContext chosen = name == null ? null : options.contexts.apply(name);
            if (chosen != null) {
                return done(chosen);
            }
        }
        return context();
    }

    /** That of the options; the one of the JDK has to be read from files at first. */
    private Coroutine<SSLContext> context() {
        return options.context == null ? blocking(SSLContext::getDefault) : done(options.context);
    }

    /** The name that the client asks for, as far as its first message can be read; it is left for the engine. */
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    private Coroutine<@Nullable String> requestedName() throws IOException {
        ClientHello hello = ClientHello.in(arrivals.content());
        while (!hello.isComplete()) {
            int count = await(transport.read(arrivals.room()));
            if (count < 0) {
                throw new SSLHandshakeException("the peer has ended the connection during the handshake");
            }
            arrivals.arrived(count);
            hello = ClientHello.in(arrivals.content());
        }
        return done(hello.serverName());
    }

    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        if (complete) {
            return done();
        }
        boolean told = false;
        try {
            told = await(shield(options.shutdown, tellWhy()));
        } catch (DeadlineExceeded | IOException deaf) {
            // then the peer is not told
        }
        return transport.closeAsync(told ? CloseReason.COMPLETED : CloseReason.FAILED);
    }

    /** Sends the alert that the engine has made of what has failed; false if there is none. */
    @Async
    private Coroutine<Boolean> tellWhy() throws IOException {
        Records machine = records;
        if (machine == null || !machine.hasFailed()) {
            return done(false);
        }
        boolean told = false;
        while (machine.answer()) {
            await(transport.write(machine.unsent()));
            told = true;
        }
        return done(told);
    }
}
