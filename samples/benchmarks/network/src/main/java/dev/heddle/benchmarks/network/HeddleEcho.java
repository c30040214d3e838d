package dev.heddle.benchmarks.network;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Echoes on one loop. */
final class HeddleEcho {
    private static final int BUFFER = 4096;
    private static final int CONNECTIONS = 100_000;

    private HeddleEcho() {}

    public static void main(String[] arguments) throws IOException {
        Loop.run(serve(Integer.parseInt(arguments[0])));
    }

    @Async
    private static Coroutine<Void> serve(int port) throws IOException {
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            System.out.println(Peer.LISTENING);
            await(listener.serve(ServeOptions.defaults().connections(CONNECTIONS), HeddleEcho::echo));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> echo(TcpStream connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (await(connection.read(buffer.clear())) >= 0) {
            await(connection.write(buffer.flip()));
        }
        return done();
    }
}
