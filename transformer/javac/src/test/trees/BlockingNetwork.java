// H203
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class BlockingNetwork {
    static class Warned {
        @Async
        Coroutine<Integer> connects(InetSocketAddress address) throws IOException {
            Socket socket = new Socket();
            socket.connect(address);
            return done(socket.getPort());
        }

        @Async
        Coroutine<Void> opens(String host) throws IOException {
            new Socket(host, 80);
            return done();
        }

        @Async
        CompletableFuture<InputStream> reads(URL page) throws IOException {
            return completed(page.openStream());
        }

        Supplier<Coroutine<Socket>> inLambda(Callable<ServerSocket> server) {
            return () -> {
                try {
                    return done(server.call().accept());
                } catch (Exception refused) {
                    return done(null);
                }
            };
        }
    }

    static class Silent {
        Socket notAsync(String host) throws IOException {
            return new Socket(host, 80);
        }

        @Async
        Coroutine<Socket> elsewhere(String host) {
            return done(await(blocking(() -> new Socket(host, 80))));
        }

        @Async
        Coroutine<Integer> unconnected() {
            return done(new Socket().getPort());
        }

        CompletableFuture<InputStream> inLambdaThatAwaitsNothing(CompletableFuture<URL> page) {
            return page.thenCompose(url -> {
                try {
                    return CompletableFuture.completedFuture(url.openStream());
                } catch (IOException unreachable) {
                    return CompletableFuture.failedFuture(unreachable);
                }
            });
        }
    }
}
