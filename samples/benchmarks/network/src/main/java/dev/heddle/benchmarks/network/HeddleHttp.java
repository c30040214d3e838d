package dev.heddle.benchmarks.network;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpListener;
import dev.heddle.samples.http.HttpOptions;
import dev.heddle.samples.http.HttpServer;
import dev.heddle.samples.http.Response;
import dev.heddle.samples.http.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The server of samples/http, which answers with a short text. */
final class HeddleHttp {
    private HeddleHttp() {}

    public static void main(String[] arguments) throws IOException {
        Loop.run(serve(Integer.parseInt(arguments[0])));
    }

    @Async
    private static Coroutine<Void> serve(int port) throws IOException {
        Router router = new Router().get(Plaintext.PATH, Response.text(Plaintext.BODY));
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            System.out.println(Peer.LISTENING);
            await(new HttpServer(router, HttpOptions.defaults()).serve(listener));
        }
        return done();
    }
}
