package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.NO_FLOAT;
import static dev.heddle.samples.redis.command.CommandException.NO_INTEGER;
import static dev.heddle.samples.redis.command.CommandException.WRONG_TYPE;

import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.data.Database.Key;
import dev.heddle.samples.redis.data.HashValue;
import dev.heddle.samples.redis.data.ListValue;
import dev.heddle.samples.redis.data.SetValue;
import dev.heddle.samples.redis.data.SortedSetValue;
import dev.heddle.samples.redis.data.StringValue;
import dev.heddle.samples.redis.data.Value;
import dev.heddle.samples.redis.protocol.Decimals;
import dev.heddle.samples.redis.protocol.Replies;
import dev.heddle.samples.redis.protocol.Request;
import java.util.function.Supplier;

/**
 * One command being carried out: its arguments, what they stand for, and where the reply goes. Used again for the next one.
 *
 * <p>Confined to the loop thread.
 */
final class Call {
    final Machine machine;
    final Session session;
    Request request;
    Replies reply;
    Database database;

    /** The command, once it is being carried out. */
    Command command;

    /** What the journal takes instead of the request; null for the request itself. */
    private Request propagated;

    /** True if the command may wait for what it does not find. */
    boolean mayBlock;

    /** What is tried once more; null if it is the first time. */
    Blocked retried;

    Call(Machine machine, Session session) {
        this.machine = machine;
        this.session = session;
    }

    Call prepare(Request request, Replies reply) {
        this.request = request;
        this.reply = reply;
        database = session.database();
        propagated = null;
        return this;
    }

    Request propagated() {
        return propagated == null ? request : propagated;
    }

    /** The journal takes this command instead of the request. */
    void propagateAs(byte[]... arguments) {
        propagated = Request.of(arguments);
    }

    int count() {
        return request.count();
    }

    byte[] bytes(int i) {
        return request.argument(i);
    }

    boolean is(int i, String word) {
        return request.is(i, word);
    }

    long integer(int i) {
        return integer(i, NO_INTEGER);
    }

    long integer(int i, CommandException otherwise) {
        try {
            return Decimals.parseLong(request.bytes(), request.start(i), request.length(i));
        } catch (NumberFormatException e) {
            throw otherwise;
        }
    }

    /** An integer from {@code least} to {@code most}. */
    long integer(int i, long least, long most, CommandException otherwise) {
        long value = integer(i, otherwise);
        if (value < least || value > most) {
            throw otherwise;
        }
        return value;
    }

    double number(int i) {
        return number(i, NO_FLOAT);
    }

    double number(int i, CommandException otherwise) {
        try {
            return Decimals.parseDouble(request.text(i));
        } catch (NumberFormatException e) {
            throw otherwise;
        }
    }

    /** The key that argument {@code i} names; null if there is none. */
    Key key(int i) {
        return database.find(request.bytes(), request.start(i), request.length(i));
    }

    private <V extends Value> V value(int i, Class<V> type) {
        Key key = key(i);
        if (key == null) {
            return null;
        }
        if (!type.isInstance(key.value())) {
            throw WRONG_TYPE;
        }
        return type.cast(key.value());
    }

    private <V extends Value> V valueOrNew(int i, Class<V> type, Supplier<V> making) {
        V value = value(i, type);
        if (value == null) {
            value = making.get();
            database.add(bytes(i), value);
        }
        return value;
    }

    StringValue string(int i) {
        return value(i, StringValue.class);
    }

    HashValue hash(int i) {
        return value(i, HashValue.class);
    }

    HashValue hashOrNew(int i) {
        return valueOrNew(i, HashValue.class, HashValue::new);
    }

    ListValue list(int i) {
        return value(i, ListValue.class);
    }

    ListValue listOrNew(int i) {
        return valueOrNew(i, ListValue.class, ListValue::new);
    }

    SetValue set(int i) {
        return value(i, SetValue.class);
    }

    SetValue setOrNew(int i) {
        return valueOrNew(i, SetValue.class, SetValue::new);
    }

    SortedSetValue sortedSet(int i) {
        return value(i, SortedSetValue.class);
    }

    SortedSetValue sortedSetOrNew(int i) {
        return valueOrNew(i, SortedSetValue.class, SortedSetValue::new);
    }

    /** The key that argument {@code i} names has changed. */
    void changed(int i) {
        database.changed(request.bytes(), request.start(i), request.length(i));
    }

    /** The value that argument {@code i} names has lost elements; without any the key goes. */
    void shrunk(int i) {
        Key key = key(i);
        if (key != null && key.value().isEmpty()) {
            database.remove(key);
        }
        changed(i);
    }

    /** Lets argument {@code i} name a value for ever; without elements it names nothing. True if it names it. */
    boolean store(int i, Value value) {
        Key old = key(i);
        if (!value.isEmpty()) {
            database.put(bytes(i), value);
            changed(i);
            return true;
        }
        if (old != null) {
            database.remove(old);
            changed(i);
        }
        return false;
    }
}
