package dev.heddle.samples.chat;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteStream;
import dev.heddle.net.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A chat over lines of text, for {@code nc} and the like. A client gives its name; what it says then is heard by all in its
 * room. {@code /join room} goes elsewhere, {@code /who} tells who is here, {@code /quit} ends. Who cannot keep up is shed, so
 * that nobody waits for the slowest and nothing piles up.
 *
 * <p>All of it is one thread: rooms and names are ordinary maps. Confined to the loop thread.
 */
public final class ChatServer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Duration patience;
    private final Map<String, Room> rooms = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private int shed;

    /** A client that takes no line for so long is shed. */
    ChatServer(Duration patience) {
        this.patience = patience;
    }

    /** Serves clients until the listener is closed. */
    @Async
    Coroutine<Void> serve(TcpListener listener) throws IOException {
        return listener.serve(this::serve);
    }

    @Async
    private Coroutine<Void> serve(ByteStream stream) throws IOException {
        try {
            await(new Client(this, stream, patience).talk());
        } catch (TooSlowException slow) {
            shed++;
            await(stream.closeAsync(CloseReason.FAILED));
        } catch (IOException | DeadlineExceeded gone) {
            await(stream.closeAsync(CloseReason.FAILED));
        }
        return done();
    }

    /** The room of that name, which begins to be when somebody wants to go there. */
    Room room(String name) {
        return rooms.computeIfAbsent(name, Room::new);
    }

    void closeIfEmpty(String name) {
        Room room = rooms.get(name);
        if (room != null && room.isEmpty()) {
            rooms.remove(name);
        }
    }

    /** Gives a name to one client; false if another has it. */
    boolean take(String name) {
        return names.add(name);
    }

    void free(String name) {
        names.remove(name);
    }

    /** How many rooms somebody is in. */
    int rooms() {
        return rooms.size();
    }

    /** How many clients were too slow. */
    int shed() {
        return shed;
    }

    @Async
    private static Coroutine<Void> program(int port) throws IOException {
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(port))) {
            System.out.println("chatting at port " + listener.localAddress().getPort());
            await(new ChatServer(PATIENCE).serve(listener));
        }
        return done();
    }

    /** Serves at the port given, or at one that is free. */
    public static void main(String[] args) throws IOException {
        Loop.run(program(args.length == 0 ? 0 : Integer.parseInt(args[0])));
    }
}
