import io.helidon.webserver.WebServer;
import java.net.InetAddress;

/** Answers with a short text on a virtual thread for each connection; run from source, since Helidon needs Java 21. */
final class HelidonHttp {
    private static final int BACKLOG = 4096;

    private HelidonHttp() {}

    /** The path, the text that is found there, and the port. */
    public static void main(String[] arguments) {
        WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(Integer.parseInt(arguments[2]))
                .backlog(BACKLOG)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routing -> routing.get(arguments[0], (request, response) -> response.send(arguments[1])))
                .build()
                .start();
        System.out.println("listening");
    }
}
