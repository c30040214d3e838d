package dev.heddle.samples.chat;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.ScopeFailed;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.channel.Subscription;
import dev.heddle.io.ByteStream;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at the other end of a connection: gives a name, then goes from room to room. In each room one task reads what the
 * client says and another writes what is said there; both end when the client leaves the room. Confined to the loop thread.
 */
final class Client {
    private static final int LONGEST_LINE = 1024;
    private static final Pattern NAME = Pattern.compile("\\w{1,20}");

    private final ChatServer server;
    private final ByteStream stream;
    private final Duration patience;
    private final Mutex writing = new Mutex();

    Client(ChatServer server, ByteStream stream, Duration patience) {
        this.server = server;
        this.stream = stream;
        this.patience = patience;
    }

    /** Stays until the client leaves. */
    @Async
    Coroutine<Void> talk() throws IOException, DeadlineExceeded, TooSlowException {
        String name = await(askForName());
        if (name == null) {
            return done();
        }
        try {
            String room = "lobby";
            while (room != null) {
                room = await(visit(name, room));
            }
        } finally {
            server.free(name);
        }
        return done();
    }

    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    private Coroutine<@Nullable String> askForName() throws IOException, DeadlineExceeded {
        await(tell("* your name?"));
        for (String name; (name = await(stream.readLine(LONGEST_LINE))) != null; ) {
            if (NAME.matcher(name).matches() && server.take(name)) {
                return done(name);
            }
            await(tell("* " + name + " is taken, or no name; another?"));
        }
        return done(null);
    }

    /** Stays in a room; the next room, or null if the client leaves altogether. */
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    private Coroutine<@Nullable String> visit(String name, String roomName)
            throws IOException, DeadlineExceeded, TooSlowException {
        Room room = server.room(roomName);
        try (Subscription<String> heard = room.enter(name);
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("ears of " + name, listen(heard));
            for (String line; (line = await(stream.readLine(LONGEST_LINE))) != null; ) {
                if (line.startsWith("/join ")) {
                    return done(line.substring("/join ".length()).strip());
                }
                if (line.equals("/quit")) {
                    return done(null);
                }
                if (line.equals("/who")) {
                    await(tell("* here: " + String.join(", ", room.people())));
                } else {
                    room.say(name + ": " + line);
                    await(yieldNow()); // who says much at once lets the others hear it line by line
                }
            }
            return done(null);
        } catch (ScopeFailed deaf) {
            if (deaf.getCause() instanceof TooSlowException slow) {
                throw slow;
            }
            throw deaf;
        } finally {
            room.leave(name);
            server.closeIfEmpty(roomName);
        }
    }

    /** Passes on what is heard, until the room is left. */
    @Async
    private Coroutine<Void> listen(Subscription<String> heard) throws TooSlowException {
        try {
            for (String line; (line = await(heard.receiveOrNull())) != null; ) {
                if (heard.missed() > 0) {
                    throw new TooSlowException("missed " + heard.missed() + " lines");
                }
                await(tell(line));
            }
        } catch (IOException | DeadlineExceeded slow) {
            throw new TooSlowException("took no line for " + patience.toMillis() + " ms");
        }
        return done();
    }

    /** One line at a time: the client is told things by two tasks. */
    @Async
    private Coroutine<Void> tell(String line) throws IOException, DeadlineExceeded {
        Hold turn = await(writing.acquire());
        try {
            await(timeout(patience, stream.write(line + '\n')));
        } finally {
            turn.close();
        }
        return done();
    }
}
