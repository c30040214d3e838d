package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.data.ByteTable;
import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.data.SetValue;
import dev.heddle.samples.redis.protocol.Replies;
import dev.heddle.samples.redis.protocol.Request;
import dev.heddle.samples.redis.pubsub.Subscriber;
import java.util.ArrayList;
import java.util.List;

/** What the server remembers of a client while it is connected. Confined to the loop thread. */
public final class Session implements AutoCloseable {
    private record Watched(Database database, byte[] key) {}

    private final Machine machine;
    private final Call call;
    private final long id;
    private final String address;
    final Subscriber subscriber;
    final SetValue channels = new SetValue();
    final SetValue patterns = new SetValue();
    private final List<Watched> watched = new ArrayList<>();
    private Database database;

    /** Null outside of one. */
    Transaction transaction;

    /** True if a watched key has changed. */
    private boolean disturbed;

    /** Null while the client does not wait. */
    Blocked blocked;

    String name = "";
    private boolean ending;

    Session(Machine machine, long id, String address, Subscriber subscriber) {
        this.machine = machine;
        this.id = id;
        this.address = address;
        this.subscriber = subscriber;
        call = new Call(machine, this);
        database = machine.database(0);
    }

    /** Carries out a request, or puts it aside for a transaction, and adds the reply to {@code replies}. */
    public void execute(Request request, Replies replies) {
        call.mayBlock = true;
        machine.execute(call.prepare(request, replies));
    }

    /** What the client waits for since its last request; null if it does not. */
    public Blocked blocked() {
        return blocked;
    }

    /** The client has waited long enough. */
    public void giveUp(Blocked waiting, Replies replies) {
        machine.blocking().forget(waiting);
        waiting.replyLate(replies);
    }

    /** True while it gets messages. */
    public boolean isSubscriber() {
        return subscriptions() > 0;
    }

    int subscriptions() {
        return channels.members().size() + patterns.members().size();
    }

    /** True once the client has said that it goes. */
    public boolean isEnding() {
        return ending;
    }

    void end() {
        ending = true;
    }

    Database database() {
        return database;
    }

    void select(Database database) {
        this.database = database;
    }

    long id() {
        return id;
    }

    /** The client's address and a number, for messages. */
    public String describe() {
        return "id=" + id + " addr=" + address + " name=" + name + " db=" + database.index() + " sub="
                + channels.members().size() + " psub=" + patterns.members().size() + " multi="
                + (transaction == null ? -1 : transaction.size()) + " watch=" + watched.size() + " resp=2";
    }

    void watch(byte[] key) {
        if (machine.watches(database).add(key, this)) {
            watched.add(new Watched(database, key));
        }
    }

    void unwatch() {
        for (Watched each : watched) {
            machine.watches(each.database).remove(each.key, this);
        }
        watched.clear();
        disturbed = false;
    }

    /** A watched key has changed. */
    void disturb() {
        disturbed = true;
    }

    /** True if a watched key has changed, or is gone because its time was over. */
    boolean isDisturbed() {
        for (Watched each : watched) {
            each.database.find(each.key); // a key whose time is over goes now at the latest
        }
        return disturbed;
    }

    /** Becomes as it was in the beginning. */
    void reset() {
        transaction = null;
        unwatch();
        unsubscribeAll();
        database = machine.database(0);
        name = "";
    }

    private void unsubscribeAll() {
        for (ByteTable.Entry each : channels.members()) {
            machine.topics().channels().remove(each.key(), subscriber);
        }
        for (ByteTable.Entry each : patterns.members()) {
            machine.topics().patterns().remove(each.key(), subscriber);
        }
        channels.members().clear();
        patterns.members().clear();
    }

    /** Forgets the client. */
    @Override
    public void close() {
        unwatch();
        unsubscribeAll();
        if (blocked != null) {
            machine.blocking().forget(blocked);
        }
        machine.left(this);
    }
}
