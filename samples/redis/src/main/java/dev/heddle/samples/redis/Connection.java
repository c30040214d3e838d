package dev.heddle.samples.redis;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.race;
import static dev.heddle.Coroutines.timeout;

import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.ScopeFailed;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpStream;
import dev.heddle.samples.redis.command.Blocked;
import dev.heddle.samples.redis.command.Machine;
import dev.heddle.samples.redis.command.Session;
import dev.heddle.samples.redis.command.Settings;
import dev.heddle.samples.redis.protocol.ProtocolException;
import dev.heddle.samples.redis.protocol.RequestParser;
import dev.heddle.samples.redis.pubsub.Subscriber;
import dev.heddle.sync.Event;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A client: requests are carried out as they come, and the replies to all that have come together are sent together. A
 * client that does not read its replies is not read from either.
 *
 * <p>A subscriber is sent messages at any time, by a task of its own; one that does not read them is cut off. Confined to the
 * loop thread.
 */
final class Connection implements Subscriber {
    /** Replies are sent before they are more than this, though more requests are there. */
    private static final int MUCH = 256 * 1024;

    /** Bytes that are read from a client that waits, to see whether it is still there. */
    private static final int READ_WHILE_WAITING = 64 * 1024;

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final TcpStream stream;
    private final Machine machine;
    private final int backlog;
    private final RequestParser parser;
    private final Outbox outbox;

    /** More messages have gathered than may. */
    private final Event shed = new Event().named("subscriber that does not read");

    /** True once a task of its own sends. */
    private boolean sending;

    Connection(TcpStream stream, Machine machine, Settings settings) {
        this.stream = stream;
        this.machine = machine;
        backlog = settings.backlog();
        parser = new RequestParser(settings.limits());
        outbox = new Outbox(stream, machine);
    }

    /** Serves the client until it goes, is cut off, or breaks the protocol. A suspension point. */
    @Async
    Coroutine<Void> serve() {
        try (Session session = machine.join(stream.remoteAddress().toString().substring(1), this)) {
            await(converse(session));
            if (session.isSubscriber()) {
                await(deliverBeside(session));
            }
        } catch (IOException gone) {
            return done(); // whatever the network did, there is nobody left to tell
        }
        return done();
    }

    @Async
    private Coroutine<Void> deliverBeside(Session session) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            sending = true;
            scope.spawnDaemon("send to " + stream.remoteAddress(), outbox.send());
            await(race(converse(session), shed));
        } catch (ScopeFailed failed) {
            if (!(failed.getCause() instanceof IOException)) {
                throw failed;
            }
        }
        return done();
    }

    /** Carries out requests until the client goes, or becomes a subscriber. */
    @Async
    private Coroutine<Void> converse(Session session) throws IOException {
        try {
            while (!session.isEnding()) {
                if (!parser.next()) {
                    await(reply());
                    if (await(stream.read(parser.space())) < 0) {
                        return done();
                    }
                    parser.filled();
                } else {
                    session.execute(parser.request(), outbox.replies());
                    if (session.blocked() != null) {
                        await(reply());
                        await(waitFor(session, session.blocked()));
                    } else if (outbox.gathered() > MUCH) {
                        await(sending ? outbox.sent() : outbox.flush());
                    }
                    if (session.isSubscriber() && !sending) {
                        return done();
                    }
                }
            }
            await(sending ? outbox.sent() : outbox.flush());
        } catch (ProtocolException broken) {
            outbox.replies().error("ERR " + broken.getMessage());
            await(sending ? outbox.sent() : outbox.flush());
            await(moveOnAfter(FAREWELL, sayFarewell()));
        }
        return done();
    }

    @Async
    private Coroutine<Void> reply() throws IOException {
        if (sending) {
            outbox.wake();
            return done();
        }
        return outbox.flush();
    }

    /** Lets the client read its last reply: closed with requests unread, the connection would be reset. */
    @Async
    private Coroutine<Void> sayFarewell() throws IOException {
        await(stream.shutdownOutput());
        ByteBuffer unread = ByteBuffer.allocate(1024);
        while (await(stream.read(unread)) >= 0) {
            unread.clear();
        }
        return done();
    }

    @Async
    private Coroutine<Void> waitFor(Session session, Blocked blocked) throws IOException {
        try {
            if (blocked.patience().isZero()) {
                await(served(blocked));
            } else {
                await(timeout(blocked.patience(), served(blocked)));
            }
        } catch (DeadlineExceeded late) {
            if (!blocked.served().isSet()) {
                session.giveUp(blocked, outbox.replies());
            }
        }
        outbox.replies().all(blocked.reply());
        return done();
    }

    @Async
    private Coroutine<Void> served(Blocked blocked) throws IOException {
        return race(blocked.served(), untilGone(blocked));
    }

    /** Reads on while the client waits; fails when it has gone. */
    @Async
    private Coroutine<Void> untilGone(Blocked blocked) throws IOException {
        while (parser.pending() < READ_WHILE_WAITING) {
            if (await(stream.read(parser.space())) < 0) {
                throw new EOFException("the client has gone while it waited");
            }
            parser.filled();
        }
        await(blocked.served());
        return done();
    }

    @Override
    public void deliver(byte[] encoded, int length) {
        if (!shed.isSet() && outbox.gathered() + (long) length > backlog) {
            shed.set();
            machine.counters().subscriberShed();
        }
        if (shed.isSet()) {
            return;
        }
        outbox.replies().encoded(encoded, 0, length);
        outbox.wake();
    }
}
