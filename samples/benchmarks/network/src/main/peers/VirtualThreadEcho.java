import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Echoes with a virtual thread for each connection; run from source, since it needs Java 21. */
final class VirtualThreadEcho {
    private static final int BACKLOG = 4096;
    private static final int BUFFER = 4096;

    private VirtualThreadEcho() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket listener =
                new ServerSocket(Integer.parseInt(arguments[0]), BACKLOG, InetAddress.getLoopbackAddress())) {
            System.out.println("listening");
            while (true) {
                Socket socket = listener.accept();
                Thread.startVirtualThread(() -> echo(socket));
            }
        }
    }

    private static void echo(Socket accepted) {
        try (Socket socket = accepted) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
