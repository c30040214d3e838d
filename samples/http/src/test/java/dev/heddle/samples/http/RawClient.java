package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that sends what it is told, byte by byte, and reads answers one by one. */
final class RawClient implements Closeable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream input;

    /** An answer, without those of its fields that change; the body as text. */
    record Answer(int status, String head, String body) {
        boolean closes() {
            return head.contains("Connection: close\r\n");
        }
    }

    RawClient(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        input = socket.getInputStream();
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    /** A request without body, with a Host. */
    RawClient get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes so that the server sees a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** The next answer, by its Content-Length or its chunks. */
    Answer answer() throws IOException {
        return answer("GET");
    }

    Answer answer(String method) throws IOException {
        String head = head();
        int status = Integer.parseInt(head.substring(9, 12));
        StringBuilder body = new StringBuilder();
        int length = head.indexOf("Content-Length: ");
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new Answer(status, head, "");
        }
        if (length >= 0) {
            int digits = length + "Content-Length: ".length();
            int count = Integer.parseInt(head.substring(digits, head.indexOf('\r', digits)));
            body.append(new String(input.readNBytes(count), ISO_8859_1));
        } else if (head.contains("Transfer-Encoding: chunked\r\n")) {
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                body.append(chunk);
            }
        } else {
            body.append(rest());
        }
        return new Answer(status, head, body.toString());
    }

    /** Up to the empty line. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            head.append(byteOrThrow());
        }
        return head.toString();
    }

    /** The next chunk of a body; empty for the last one. */
    String chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        String chunk = new String(input.readNBytes(size), ISO_8859_1);
        line();
        return chunk;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (char c = byteOrThrow(); c != '\n'; c = byteOrThrow()) {
            line.append(c);
        }
        return line.toString().strip();
    }

    private char byteOrThrow() throws IOException {
        int b = input.read();
        if (b < 0) {
            throw new IOException("the server has closed the connection");
        }
        return (char) b;
    }

    /** What comes up to the end of the connection. */
    String rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        input.transferTo(rest);
        return rest.toString(ISO_8859_1);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
