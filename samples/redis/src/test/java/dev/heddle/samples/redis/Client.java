package dev.heddle.samples.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A blocking client, for tests. */
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    Client(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Of the server. */
    int port() {
        return socket.getPort();
    }

    /** Sends a command, its words separated by single spaces, and reads the reply. */
    Object call(String line) throws IOException {
        return ask(line.split(" ", -1));
    }

    Object ask(String... arguments) throws IOException {
        send(Resp.request(arguments));
        return read();
    }

    void send(String line) throws IOException {
        send(Resp.request(line.split(" ", -1)));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Object read() throws IOException {
        return Resp.read(in);
    }

    /** True if the server has closed the connection, and sends nothing more. */
    boolean hasEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
