package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.protocol.Replies;
import dev.heddle.samples.redis.protocol.Request;
import dev.heddle.sync.Event;
import java.time.Duration;
import java.util.function.Consumer;

/** A client that waits for one of several keys to have what its command needs. Confined to the loop thread. */
public final class Blocked {
    final Session session;
    final Command command;
    final Request request;
    final Database database;
    final byte[][] keys;
    private final Duration patience;
    private final Consumer<Replies> tooLate;
    private final Replies reply = new Replies();
    private final Event served = new Event();

    Blocked(Call call, byte[][] keys, Duration patience, Consumer<Replies> tooLate) {
        session = call.session;
        request = call.request.copy();
        database = call.database;
        command = call.command;
        this.keys = keys;
        this.patience = patience;
        this.tooLate = tooLate;
    }

    /** Happens when the reply is there. */
    public Event served() {
        return served;
    }

    /** What the client gets, once it is served. */
    public Replies reply() {
        return reply;
    }

    /** How long the client waits; zero for ever. */
    public Duration patience() {
        return patience;
    }

    void replyLate(Replies replies) {
        tooLate.accept(replies);
    }
}
