package dev.heddle.samples.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Replies as a client reads them, written independently of the server: strings as strings, a character for each byte, status
 * replies with {@code +} and errors with {@code -} in front, whole numbers as longs, arrays as lists, absence as null.
 */
public final class Resp {
    private Resp() {}

    /** The next reply in the stream. */
    public static Object read(InputStream in) throws IOException {
        String line = line(in);
        switch (line.charAt(0)) {
            case '+', '-':
                return line;
            case ':':
                return Long.valueOf(line.substring(1));
            case '$':
                return string(in, Integer.parseInt(line.substring(1)));
            case '*':
                return array(in, Integer.parseInt(line.substring(1)));
            default:
                throw new IOException("no reply: " + line);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection has ended");
            }
            line.write(b);
        }
        String text = line.toString(ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("no CR before LF: " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    private static String string(InputStream in, int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (in.readNBytes(2).length < 2) {
            throw new EOFException("the connection has ended inside a string");
        }
        return new String(bytes, ISO_8859_1);
    }

    private static List<Object> array(InputStream in, int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(read(in));
        }
        return elements;
    }

    /** All replies in {@code bytes}. */
    public static List<Object> readAll(byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        List<Object> replies = new ArrayList<>();
        while (in.available() > 0) {
            replies.add(read(in));
        }
        return replies;
    }

    /** A request with these arguments, a byte for each character. */
    public static byte[] request(String... arguments) {
        StringBuilder request = new StringBuilder("*" + arguments.length + "\r\n");
        for (String each : arguments) {
            request.append('$')
                    .append(each.length())
                    .append("\r\n")
                    .append(each)
                    .append("\r\n");
        }
        return request.toString().getBytes(ISO_8859_1);
    }
}
