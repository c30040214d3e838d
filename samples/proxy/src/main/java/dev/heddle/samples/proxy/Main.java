package dev.heddle.samples.proxy;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.ConnectionHandler;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.Server;
import dev.heddle.net.SocketStream;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import dev.heddle.process.Signals;
import dev.heddle.tls.TlsHandler;
import dev.heddle.tls.TlsOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The proxy as a program: {@code Main <port> <host> <port of the host> [<key store> <password>]}. With a key store, clients
 * speak TLS. SIGTERM lets those who are connected finish for a while, and takes nobody else.
 */
public final class Main {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private Main() {}

    @Async
    private static Coroutine<Void> program(int port, ConnectionHandler<SocketStream> handler) throws IOException {
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(port));
                TaskScope scope = TaskScope.open()) {
            ServeOptions options = ServeOptions.defaults().withoutDeadlines().idle(IDLE);
            Server<TcpStream> server = listener.server(options, handler);
            scope.spawn("proxy", server.run());
            System.out.println("forwarding from port " + listener.localAddress().getPort());
            await(Signals.awaitNext("TERM", "INT"));
            await(server.shutdown(GRACE));
        }
        return done();
    }

    private static SSLContext context(File store, char[] password) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(KeyStore.getInstance(store, password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Forwards connections, until it is told to end. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        if (args.length != 3 && args.length != 5) {
            System.err.println("usage: Main <port> <host> <port of the host> [<key store> <password>]");
            return;
        }
        int hostPort = Integer.parseInt(args[2]);
        Proxy proxy = new Proxy(() -> TcpStream.connect(args[1], hostPort), PATIENCE, System.err::println);
        ConnectionHandler<SocketStream> handler = proxy::serve;
        if (args.length == 5) {
            SSLContext context = context(new File(args[3]), args[4].toCharArray());
            handler = TlsHandler.secured(TlsOptions.of(context), proxy::serve);
        }
        Loop.run(program(Integer.parseInt(args[0]), handler));
    }
}
