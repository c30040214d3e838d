package dev.heddle.benchmarks.network;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;

/** Both servers on one event loop of Vert.x, with the native transport. */
final class VertxPeers {
    private static final int BACKLOG = 4096;
    private static final String HOST = "127.0.0.1";

    private VertxPeers() {}

    /** The server, {@code echo} or {@code http}, and its port. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        int port = Integer.parseInt(arguments[1]);
        Future<?> listening = arguments[0].equals("echo") ? echo(vertx, port) : http(vertx, port);
        listening.onSuccess(server -> System.out.println(Peer.LISTENING)).onFailure(failure -> {
            failure.printStackTrace();
            System.exit(1);
        });
    }

    private static Future<?> echo(Vertx vertx, int port) {
        return vertx.createNetServer(
                        new NetServerOptions().setAcceptBacklog(BACKLOG).setTcpNoDelay(true))
                .connectHandler(socket -> socket.handler(socket::write))
                .listen(port, HOST);
    }

    private static Future<?> http(Vertx vertx, int port) {
        Buffer body = Buffer.buffer(Plaintext.BODY);
        CharSequence type = HttpHeaders.createOptimized("text/plain");
        return vertx.createHttpServer(new HttpServerOptions()
                        .setAcceptBacklog(BACKLOG)
                        .setTcpNoDelay(true)
                        .setStrictThreadMode(true))
                .requestHandler(request -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                        .end(body))
                .listen(port, HOST);
    }
}
