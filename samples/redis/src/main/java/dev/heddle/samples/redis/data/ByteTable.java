package dev.heddle.samples.redis.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A hash table of entries by strings of bytes. The entries are the caller's own objects, chained through themselves, so that
 * an entry costs one object and a look-up none.
 *
 * <p>The number of chains is a power of two, about that of the entries. Hashes depend on a number drawn at start, so that
 * clients cannot choose keys that share a chain. Confined to the loop thread.
 */
public final class ByteTable<E extends ByteTable.Entry> implements Iterable<E> {
    /** What is in a table, at most in one. */
    public static class Entry {
        final byte[] key;
        final int hash;
        private Entry next;

        /** An entry in no table; {@code key} must not be changed from here on. */
        public Entry(byte[] key) {
            this.key = key;
            hash = hash(key, 0, key.length);
        }

        /** The bytes by which this is found; not to be changed. */
        public final byte[] key() {
            return key;
        }

        private boolean has(int otherHash, byte[] bytes, int start, int length) {
            return hash == otherHash
                    && key.length == length
                    && Arrays.equals(key, 0, length, bytes, start, start + length);
        }
    }

    private static final int FEWEST = 4;
    private static final long SEED = ThreadLocalRandom.current().nextLong();
    private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Entry[] chains = new Entry[FEWEST];
    private int size;

    private static int hash(byte[] bytes, int start, int length) {
        long hash = SEED ^ length * MIX;
        int at = start;
        int end = start + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << Byte.SIZE | bytes[at] & 0xFF;
        }
        hash = mix(hash ^ rest);
        return (int) (hash ^ hash >>> Integer.SIZE);
    }

    private static long mix(long bits) {
        long product = bits * MIX;
        return product ^ Math.multiplyHigh(bits, MIX);
    }

    /** How many entries there are. */
    public int size() {
        return size;
    }

    /** True if there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The entry with the key {@code bytes[start, start + length)}; null if there is none. */
    @SuppressWarnings("unchecked") // only add() links
    public E find(byte[] bytes, int start, int length) {
        int hash = hash(bytes, start, length);
        for (Entry each = chains[hash & chains.length - 1]; each != null; each = each.next) {
            if (each.has(hash, bytes, start, length)) {
                return (E) each;
            }
        }
        return null;
    }

    /** The entry with this key; null if there is none. */
    public E find(byte[] key) {
        return find(key, 0, key.length);
    }

    /** Adds an entry whose key no other entry has. */
    public void add(E entry) {
        if (size == chains.length) {
            resize(2 * chains.length);
        }
        link(entry);
        size++;
    }

    private void link(Entry entry) {
        int chain = entry.hash & chains.length - 1;
        entry.next = chains[chain];
        chains[chain] = entry;
    }

    /** Removes an entry that is in this table. */
    public void remove(E entry) {
        int chain = entry.hash & chains.length - 1;
        Entry each = chains[chain];
        if (each == entry) {
            chains[chain] = ((Entry) entry).next;
        } else {
            while (each.next != entry) {
                each = each.next;
            }
            each.next = ((Entry) entry).next;
        }
        unlink(entry);
        size--;
        if (chains.length > FEWEST && size < chains.length / 8) {
            resize(chains.length / 4);
        }
    }

    private static void unlink(Entry entry) {
        entry.next = null;
    }

    /** Removes the entry with the key {@code bytes[start, start + length)}; null if there is none. */
    public E remove(byte[] bytes, int start, int length) {
        E entry = find(bytes, start, length);
        if (entry != null) {
            remove(entry);
        }
        return entry;
    }

    /** Removes all entries. */
    public void clear() {
        chains = new Entry[FEWEST];
        size = 0;
    }

    private void resize(int length) {
        Entry[] old = chains;
        chains = new Entry[Math.max(FEWEST, length)];
        for (Entry chain : old) {
            while (chain != null) {
                Entry next = chain.next;
                link(chain);
                chain = next;
            }
        }
    }

    /** Any entry of a table that is not empty, each about as likely as any other. */
    @SuppressWarnings("unchecked") // only add() links
    public E any(RandomGenerator random) {
        Entry chain = null;
        while (chain == null) {
            chain = chains[random.nextInt(chains.length)];
        }
        int length = 0;
        for (Entry each = chain; each != null; each = each.next) {
            length++;
        }
        Entry chosen = chain;
        for (int steps = random.nextInt(length); steps > 0; steps--) {
            chosen = chosen.next;
        }
        return (E) chosen;
    }

    /**
     * A part of a walk through the table that may change between the parts. What is there from the first to the last part is
     * visited, once or more often.
     *
     * <p>The cursor counts with its highest bit as the lowest, as in Redis' {@code dictScan}: when the number of chains
     * doubles, the chains that one was split into have the cursors that follow each other.
     *
     * @param cursor 0 to begin, then what the call before has returned
     * @return where to go on; 0 when the walk is over
     */
    @SuppressWarnings("unchecked") // only add() links
    public long scan(long cursor, Consumer<? super E> visitor) {
        int mask = chains.length - 1;
        for (Entry each = chains[(int) (cursor & mask)]; each != null; each = each.next) {
            visitor.accept((E) each);
        }
        return Long.reverse(Long.reverse(cursor | ~(long) mask) + 1);
    }

    /** All entries, in no order. The table must not be changed meanwhile. */
    @Override
    public Iterator<E> iterator() {
        return new Walk();
    }

    private final class Walk implements Iterator<E> {
        private int chain;
        private Entry following = advance(null);

        private Entry advance(Entry entry) {
            while (entry == null && chain < chains.length) {
                entry = chains[chain++];
            }
            return entry;
        }

        @Override
        public boolean hasNext() {
            return following != null;
        }

        @Override
        @SuppressWarnings("unchecked") // only add() links
        public E next() {
            Entry result = following;
            if (result == null) {
                throw new NoSuchElementException();
            }
            following = advance(result.next);
            return (E) result;
        }
    }
}
