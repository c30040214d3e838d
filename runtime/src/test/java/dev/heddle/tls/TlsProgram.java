package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/** Both ends of a connection in one program on virtual time, on one thread: the work of a handshake, too, is done on the loop. */
final class TlsProgram {
    static final SSLContext SERVER = Keys.context(Keys.LOCALHOST);
    static final SSLContext CLIENT = Keys.context();
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final ScriptedEngine engine = new ScriptedEngine();
    final List<String> reports = new ArrayList<>();
    TlsOptions serverOptions = options(SERVER);
    TlsOptions clientOptions = options(CLIENT);

    /** What is done when both ends stand. */
    @FunctionalInterface
    interface Body<S> {
        Coroutine<Void> run(S client, S server) throws Exception;
    }

    static TlsOptions options(SSLContext context) {
        return TlsOptions.of(context).computing(work -> {
            work.run();
            return done();
        });
    }

    /** Takes from the options of both ends all versions but one. */
    TlsProgram only(String protocol) {
        serverOptions = serverOptions.protocols(protocol);
        clientOptions = clientOptions.protocols(protocol);
        return this;
    }

    /** The same options in a world of its own. */
    TlsProgram again() {
        TlsProgram another = new TlsProgram();
        another.serverOptions = serverOptions;
        another.clientOptions = clientOptions;
        return another;
    }

    <T> T run(Coroutine<T> program) {
        return Loop.run(
                LoopOptions.defaults()
                        .engine(() -> engine)
                        .reporter((sentence, failure) -> reports.add(sentence + ": " + failure)),
                program);
    }

    /** Runs {@code body} with the ends of a TCP connection, and closes both. */
    void plain(Body<TcpStream> body) throws Exception {
        run(connected(body));
    }

    @Async
    static Coroutine<Void> connected(Body<TcpStream> body) throws Exception {
        try (TcpListener listener = TcpListener.listen(ANY_PORT);
                TcpStream client = await(TcpStream.connect(listener.localAddress()));
                TcpStream server = await(listener.accept())) {
            await(body.run(client, server));
        }
        return done();
    }

    /** Runs {@code body} with the ends of a TLS connection, and closes both. */
    void secured(Body<TlsStream> body) throws Exception {
        plain((client, server) -> secured(client, server, body));
    }

    @Async
    Coroutine<Void> secured(TcpStream client, TcpStream server, Body<TlsStream> body) throws Exception {
        try (TaskScope scope = TaskScope.open()) {
            Task<TlsStream> securing = scope.spawn("server", TlsStream.server(server, serverOptions));
            try (TlsStream tlsClient = await(TlsStream.client(client, "localhost", clientOptions))) {
                TlsStream tlsServer = await(securing);
                await(body.run(tlsClient, tlsServer));
                scope.spawn("end of the server", tlsServer.closeAsync(CloseReason.COMPLETED));
            }
        }
        return done();
    }

    /** Makes the next handshake a whole one. */
    static void forgetSessions() {
        SSLSessionContext sessions = CLIENT.getClientSessionContext();
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }

    /** Reads a part of what comes, as text. */
    @Async
    static Coroutine<String> text(TlsStream from, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        await(from.readExactly(target));
        return done(new String(target.array(), UTF_8));
    }
}
