package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.net.*;
import java.net.http.*;

class BlockingNetwork {
    static class Warned {
        @Async
        Coroutine<Void> connects(Socket socket, SocketAddress address) throws IOException {
            socket.connect(address);
            new Socket("shop", 80);
            return done();
        }

        @Async
        Coroutine<String> accepts(ServerSocket server) throws IOException {
            try (Socket peer = server.accept()) {
                return done(peer.toString());
            }
        }

        @Async
        Coroutine<Integer> exchangesPackets(DatagramSocket socket, DatagramPacket packet) throws IOException {
            socket.send(packet);
            socket.receive(packet);
            return done(packet.getLength());
        }

        @Async
        Coroutine<Integer> asksByASubclass(javax.net.ssl.HttpsURLConnection connection) throws IOException {
            return done(connection.getResponseCode());
        }

        @Async
        Coroutine<Integer> sendsAndWaits(HttpClient client, HttpRequest request) throws Exception {
            HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
            return done(response.statusCode());
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> connectsElsewhere() {
            return done(await(blocking(() -> {
                try (Socket socket = new Socket("shop", 80)) {
                    return socket.getLocalPort();
                }
            })));
        }

        @Async
        Coroutine<Integer> sendsAndAwaits(HttpClient client, HttpRequest request) {
            var response = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            return done(await(response).statusCode());
        }

        @Async
        Coroutine<Socket> onlyPrepares(InetSocketAddress address) throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.bind(address);
            return done(socket);
        }

        @Async
        Coroutine<String> looksAtAnAddress(URL url, URLConnection connection) {
            return done(url.getHost() + connection.getURL());
        }

        InputStream plain(URL url) throws IOException {
            return url.openStream();
        }
    }
}
