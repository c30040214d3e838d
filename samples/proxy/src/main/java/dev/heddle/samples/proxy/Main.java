package dev.heddle.samples.proxy;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.Server;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import dev.heddle.process.Signals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The proxy as a program: {@code Main <port> <host> <port of the host>}. SIGTERM lets those who are connected finish for a
 * while, and takes nobody else.
 */
public final class Main {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private Main() {}

    @Async
    private static Coroutine<Void> program(int port, String host, int hostPort) throws IOException {
        Proxy proxy = new Proxy(() -> TcpStream.connect(host, hostPort), PATIENCE, System.err::println);
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(port));
                TaskScope scope = TaskScope.open()) {
            ServeOptions options = ServeOptions.defaults().withoutDeadlines().idle(IDLE);
            Server<TcpStream> server = listener.server(options, proxy::serve);
            scope.spawn("proxy", server.run());
            System.out.println("from port " + listener.localAddress().getPort() + " to " + host + ':' + hostPort);
            await(Signals.awaitNext("TERM", "INT"));
            await(server.shutdown(GRACE));
        }
        return done();
    }

    /** Forwards connections, until it is told to end. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: Main <port> <host> <port of the host>");
            return;
        }
        Loop.run(program(Integer.parseInt(args[0]), args[1], Integer.parseInt(args[2])));
    }
}
