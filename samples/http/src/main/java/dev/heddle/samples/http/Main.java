package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpListener;
import dev.heddle.process.Signals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** The sample as a program: {@code Main <folder> <port>}. SIGTERM ends it when the answers under way have been sent. */
public final class Main {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Main() {}

    @Async
    private static Coroutine<Void> program(Path folder, int port) throws IOException {
        HttpServer server = new HttpServer(Site.of(folder, TICK), HttpOptions.defaults());
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(port));
                TaskScope scope = TaskScope.open()) {
            scope.spawn("server", server.serve(listener));
            System.out.println(
                    "serving " + folder + " at port " + listener.localAddress().getPort());
            await(Signals.awaitNext("TERM", "INT"));
            await(server.shutdown(GRACE));
        }
        return done();
    }

    /** Serves a folder, this one if none is given, at a port, at one that is free if none is given. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : ".");
        Loop.run(program(folder, args.length > 1 ? Integer.parseInt(args[1]) : 0));
    }
}
