package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import dev.heddle.tls.Keys;
import dev.heddle.tls.TlsHandler;
import dev.heddle.tls.TlsOptions;
import dev.heddle.tls.TlsStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/tls.md, and what it does. */
@Timeout(60)
class TlsExamplesTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final TlsOptions options = TlsOptions.of(Keys.context());
    private final TlsOptions serverOptions = TlsOptions.of(Keys.context(Keys.LOCALHOST));

    @Async
    Coroutine<String> fetch(String host, int port, TlsOptions options) throws IOException {
        try (TlsStream connection = await(TlsStream.connect(host, port, options))) {
            await(connection.write("GET / HTTP/1.0\r\n\r\n"));
            return done(new String(await(connection.readAll(1_000_000)), UTF_8));
        }
    }

    Coroutine<Void> serve(TcpListener listener, SSLContext context) throws IOException {
        TlsOptions options = TlsOptions.of(context).applicationProtocols("http/1.1");
        return listener.serve(TlsHandler.secured(options, connection -> greet(connection)));
    }

    @Async
    Coroutine<Void> greet(TlsStream connection) throws IOException {
        String line = await(connection.readLine());
        while (line != null && !line.isEmpty()) {
            line = await(connection.readLine());
        }
        await(connection.write("hello over " + connection.session().protocol()));
        return done();
    }

    static SSLContext context(Path store, char[] password) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void aClientIsGreeted() throws Exception {
        SSLContext ours = context(Keys.store(), Keys.password());
        String answer = Loop.run(TaskScope.run(scope -> {
            try (TcpListener listener = TcpListener.listen(ANY_PORT)) {
                scope.spawn("server", serve(listener, ours));
                return done(await(fetch("localhost", listener.localAddress().getPort(), options)));
            }
        }));
        assertThat(answer).isEqualTo("hello over TLSv1.3");
    }

    @Test
    void aContextIsChosenByTheName() {
        SSLContext ours = Keys.context(Keys.LOCALHOST);
        SSLContext theirs = Keys.context(Keys.OTHER);
        TlsOptions options = TlsOptions.of(ours).contextFor(name -> name.equals("other.example") ? theirs : null);
        String name = Loop.run(TaskScope.run(scope -> {
            try (TcpListener listener = TcpListener.listen(ANY_PORT)) {
                scope.spawn("server", listener.serve(TlsHandler.secured(options, this::greet)));
                int port = listener.localAddress().getPort();
                TlsOptions asking = this.options.serverName("other.example");
                try (TlsStream connection = await(TlsStream.connect("localhost", port, asking))) {
                    return done(connection
                            .session()
                            .peerCertificates()
                            .get(0)
                            .getSubjectX500Principal()
                            .getName());
                }
            }
        }));
        assertThat(name).isEqualTo("CN=other");
    }

    @Async
    Coroutine<TlsStream> secure(TcpStream mail, String host) throws IOException {
        await(mail.readLine());
        await(mail.write("STARTTLS\r\n"));
        String answer = await(mail.readLine());
        if (answer == null || !answer.startsWith("220")) {
            throw new IOException("no TLS: " + answer);
        }
        return done(await(TlsStream.startTlsClient(mail, host, options)));
    }

    @Async
    Coroutine<TlsStream> secure(TcpStream mail) throws IOException {
        await(mail.write("220 ready\r\n"));
        if (!"STARTTLS".equals(await(mail.readLine()))) {
            throw new IOException("TLS is needed here");
        }
        await(mail.write("220 go ahead\r\n"));
        return done(await(TlsStream.startTlsServer(mail, serverOptions)));
    }

    @Async
    private Coroutine<Void> mailServer(TcpStream mail) throws IOException {
        try (TlsStream secured = await(secure(mail))) {
            await(secured.write("250 " + await(secured.readLine()) + "\r\n"));
        }
        return done();
    }

    @Test
    void mailBecomesSecure() {
        String answer = Loop.run(TaskScope.run(scope -> {
            try (TcpListener listener = TcpListener.listen(ANY_PORT)) {
                Task<Void> serving = scope.spawn("server", listener.serve(this::mailServer));
                TcpStream plain = await(TcpStream.connect(listener.localAddress()));
                try (TlsStream secured = await(secure(plain, "localhost"))) {
                    await(secured.write("NOOP\r\n"));
                    assertThat(serving.isDone()).isFalse();
                    return done(await(secured.readLine()));
                }
            }
        }));
        assertThat(answer).isEqualTo("250 NOOP");
    }
}
