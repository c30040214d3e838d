package app;

import static dev.heddle.Coroutines.*;

import com.sun.net.httpserver.HttpServer;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Asks a server of its own, twice, and calls methods that are to be traced from async methods and from others. */
public class Traced {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        System.out.println(Loop.run(program(address)));
        server.stop(0);
    }

    @Async
    static Coroutine<String> program(URI address) {
        int first = await(status(address));
        int second = await(status(address));
        String plain = plain("plain");
        String own = await(awaited("awaited"));
        String future = await(future("future"));
        try (TaskScope scope = TaskScope.open()) {
            String task = await(scope.spawn(spawned("spawned")));
            return done(first + " " + second + " " + plain + " " + own + " " + future + " " + task);
        }
    }

    @Async
    static Coroutine<Integer> status(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        return done(await(CLIENT.sendAsync(request, BodyHandlers.discarding())).statusCode());
    }

    static String plain(String word) {
        return word;
    }

    @Async
    static Coroutine<String> awaited(String word) {
        await(yieldNow());
        return done(plain(word));
    }

    @Async
    static CompletableFuture<String> future(String word) {
        await(yieldNow());
        return completed(word);
    }

    @Async
    static Coroutine<String> spawned(String word) {
        await(yieldNow());
        return done(word);
    }
}
