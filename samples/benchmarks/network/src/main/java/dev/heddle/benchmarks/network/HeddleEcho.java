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
import java.util.ArrayDeque;
import java.util.Deque;

/** Echoes on one loop, with a buffer for each connection that has something to echo. */
final class HeddleEcho {
    private static final int BUFFER = 4096;
    private static final int CONNECTIONS = 100_000;

    /** Those that no connection needs at the moment. */
    private static final Deque<ByteBuffer> SPARE = new ArrayDeque<>();

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
        while (true) {
            await(connection.readable());
            ByteBuffer buffer = SPARE.isEmpty() ? ByteBuffer.allocateDirect(BUFFER) : SPARE.pop();
            try {
                if (await(connection.read(buffer.clear())) < 0) {
                    return done();
                }
                await(connection.write(buffer.flip()));
            } finally {
                SPARE.push(buffer);
            }
        }
    }
}
