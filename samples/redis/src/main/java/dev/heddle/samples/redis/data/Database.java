package dev.heddle.samples.redis.data;

import dev.heddle.Loop;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keys with their values. A key that has a time to live is removed by a timer of the loop, and is never seen after its time.
 *
 * <p>Confined to the loop thread.
 */
public final class Database {
    /** The {@link Key#expiresAt} of a key that stays. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A name with its value. */
    public static final class Key extends ByteTable.Entry {
        private Value value;
        private long expiresAt = NEVER;
        private Loop.Timer timer;

        Key(byte[] name, Value value) {
            super(name);
            this.value = value;
        }

        /** What the name stands for. */
        public Value value() {
            return value;
        }

        /** Milliseconds since 1970, or {@link #NEVER}. */
        public long expiresAt() {
            return expiresAt;
        }
    }

    /** Is told what happens to keys. */
    public interface Observer {
        /** The value of a key is another one, or it has come or gone. */
        void changed(Database database, byte[] bytes, int start, int length);

        /** A key has gone because its time was over. */
        void expired(Database database, byte[] key);
    }

    private final int index;
    private final LongSupplier unixMillis;
    private final Observer observer;
    private final Loop loop = Loop.current();
    private ByteTable<Key> keys = new ByteTable<>();
    private int mortal;

    /** An empty database on the loop of this thread. {@code unixMillis} is the clock that times to live are told in. */
    public Database(int index, LongSupplier unixMillis, Observer observer) {
        this.index = index;
        this.unixMillis = unixMillis;
        this.observer = observer;
    }

    /** The number by which clients choose it. */
    public int index() {
        return index;
    }

    /** The keys, among them those whose time is over and whose timer has not come yet. */
    public ByteTable<Key> keys() {
        return keys;
    }

    /** How many keys have a time to live. */
    public int mortal() {
        return mortal;
    }

    /** Milliseconds since 1970. */
    public long now() {
        return unixMillis.getAsLong();
    }

    /** The key with the name {@code bytes[start, start + length)}; null if there is none. */
    public Key find(byte[] bytes, int start, int length) {
        Key key = keys.find(bytes, start, length);
        return key == null || key.expiresAt == NEVER || !expireIfDue(key) ? key : null;
    }

    /** The key with this name; null if there is none. */
    public Key find(byte[] name) {
        return find(name, 0, name.length);
    }

    /** True if the key is gone because its time is over. */
    public boolean expireIfDue(Key key) {
        if (key.expiresAt > now()) {
            return false;
        }
        remove(key);
        observer.expired(this, key.key());
        return true;
    }

    /** Tells the observer that a key is another one. */
    public void changed(byte[] bytes, int start, int length) {
        observer.changed(this, bytes, start, length);
    }

    /** Adds a key that is not there. */
    public Key add(byte[] name, Value value) {
        Key key = new Key(name, value);
        keys.add(key);
        return key;
    }

    /** Lets a name stand for a value for ever, whether it is there or not. */
    public Key put(byte[] name, Value value) {
        Key key = find(name);
        if (key == null) {
            return add(name, value);
        }
        replace(key, value);
        persist(key);
        return key;
    }

    /** Gives a key another value, and leaves its time. */
    public void replace(Key key, Value value) {
        key.value = value;
    }

    /** Removes a key that is there. */
    public void remove(Key key) {
        persist(key);
        keys.remove(key);
    }

    /** Removes all keys. */
    public void clear() {
        ByteTable<Key> old = keys;
        keys = new ByteTable<>();
        for (Key key : old) {
            persist(key);
            observer.changed(this, key.key(), 0, key.key().length);
        }
    }

    /** Lets a key stay for ever; false if it did. */
    public boolean persist(Key key) {
        if (key.expiresAt == NEVER) {
            return false;
        }
        key.timer.cancel();
        key.timer = null;
        key.expiresAt = NEVER;
        mortal--;
        return true;
    }

    /** Lets a key go at a time in milliseconds since 1970, which lies ahead. */
    public void expireAt(Key key, long when) {
        persist(key);
        if (when != NEVER) {
            mortal++;
            key.expiresAt = when;
            arm(key);
        }
    }

    private void arm(Key key) {
        long delay = key.expiresAt - now();
        key.timer = loop.schedule(Duration.ofMillis(delay < 0 ? Long.MAX_VALUE / 2 : delay), () -> timePassed(key));
    }

    /** The clock that times are told in may have been set back, or forth, since the timer was set. */
    private void timePassed(Key key) {
        if (!expireIfDue(key)) {
            arm(key);
        }
    }

    /** Any key; null if there is none. */
    public Key any(RandomGenerator random) {
        while (!keys.isEmpty()) {
            Key key = keys.any(random);
            if (key.expiresAt == NEVER || !expireIfDue(key)) {
                return key;
            }
        }
        return null;
    }
}
