package dev.heddle.samples.echo;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Sends back whatever it is sent, to any number of clients at once, on one thread. */
public final class EchoServer {
    private static final int BUFFER_SIZE = 4096;

    private EchoServer() {}

    /** Serves clients as they come, each in a task of its own, until it is cancelled. */
    @Async
    static Coroutine<Void> serve(TcpListener listener) throws IOException {
        try (TaskScope clients = TaskScope.open()) {
            while (true) {
                TcpStream client = await(listener.accept());
                clients.spawn(echo(client));
            }
        } // cancelled: the clients' tasks are cancelled too, and their connections closed, before this is left
    }

    @Async
    private static Coroutine<Void> echo(TcpStream client) {
        try (client) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
            while (await(client.read(buffer)) != -1) {
                await(client.write(buffer.flip())); // a client that does not read is not read from either
                buffer.clear();
            }
        } catch (IOException brokenConnection) {
            System.err.println(client.remoteAddress() + ": " + brokenConnection.getMessage());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> program(int port) throws IOException {
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(port))) {
            System.out.println("echoing at port " + listener.localAddress().getPort());
            await(serve(listener));
        }
        return done();
    }

    /** Serves at the port given, or at one that is free. */
    public static void main(String[] args) throws IOException {
        Loop.run(program(args.length == 0 ? 0 : Integer.parseInt(args[0])));
    }
}
