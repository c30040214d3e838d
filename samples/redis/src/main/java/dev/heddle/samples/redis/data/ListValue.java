package dev.heddle.samples.redis.data;

import java.util.Arrays;

/**
 * A list of strings in a ring: adding and removing at both ends and looking at any place take constant time, in between time
 * in proportion to the distance from the nearer end. Confined to the loop thread.
 */
public final class ListValue implements Value {
    private static final int FEWEST = 4;

    private byte[][] ring = new byte[FEWEST][];
    private int first;
    private int size;

    private int place(int index) {
        return first + index & ring.length - 1;
    }

    /** How many elements there are. */
    public int size() {
        return size;
    }

    /** The element at {@code index}, from 0. */
    public byte[] get(int index) {
        return ring[place(index)];
    }

    /** Puts another element at {@code index}. */
    public void set(int index, byte[] element) {
        ring[place(index)] = element;
    }

    /** Adds an element before the first. */
    public void addFirst(byte[] element) {
        insert(0, element);
    }

    /** Adds an element behind the last. */
    public void addLast(byte[] element) {
        insert(size, element);
    }

    /** Adds an element that will be at {@code index}. */
    public void insert(int index, byte[] element) {
        if (size == ring.length) {
            resize(2 * size);
        }
        if (index < size - index) {
            first = place(-1);
            for (int i = 0; i < index; i++) {
                ring[place(i)] = ring[place(i + 1)];
            }
        } else {
            for (int i = size; i > index; i--) {
                ring[place(i)] = ring[place(i - 1)];
            }
        }
        ring[place(index)] = element;
        size++;
    }

    /** Takes the first element of a list that is not empty. */
    public byte[] removeFirst() {
        return remove(0);
    }

    /** Takes the last element of a list that is not empty. */
    public byte[] removeLast() {
        return remove(size - 1);
    }

    /** Takes the element at {@code index}. */
    public byte[] remove(int index) {
        byte[] element = get(index);
        size--;
        if (index < size - index) {
            for (int i = index; i > 0; i--) {
                ring[place(i)] = ring[place(i - 1)];
            }
            ring[first] = null;
            first = place(1);
        } else {
            for (int i = index; i < size; i++) {
                ring[place(i)] = ring[place(i + 1)];
            }
            ring[place(size)] = null;
        }
        if (ring.length > FEWEST && size < ring.length / 8) {
            resize(ring.length / 4);
        }
        return element;
    }

    /** Removes up to {@code most} elements equal to {@code element}, from the first on; how many. */
    public int removeFromFirst(byte[] element, int most) {
        int kept = 0;
        int removed = 0;
        for (int i = 0; i < size; i++) {
            byte[] each = get(i);
            if (removed < most && Arrays.equals(each, element)) {
                removed++;
            } else {
                ring[place(kept++)] = each;
            }
        }
        for (int i = kept; i < size; i++) {
            ring[place(i)] = null;
        }
        size = kept;
        return removed;
    }

    /** As {@link #removeFromFirst}, from the last on. */
    public int removeFromLast(byte[] element, int most) {
        int removed = 0;
        for (int i = size - 1; i >= 0 && removed < most; i--) {
            if (Arrays.equals(get(i), element)) {
                remove(i);
                removed++;
            }
        }
        return removed;
    }

    /** The first index at or behind {@code from} of an element equal to {@code element}; -1 if there is none. */
    public int indexOf(byte[] element, int from) {
        for (int i = from; i < size; i++) {
            if (Arrays.equals(get(i), element)) {
                return i;
            }
        }
        return -1;
    }

    /** Keeps the elements from {@code from} to before {@code to}. */
    public void keep(int from, int to) {
        byte[][] kept = new byte[Math.max(FEWEST, Integer.highestOneBit(Math.max(1, 2 * (to - from) - 1)))][];
        for (int i = from; i < to; i++) {
            kept[i - from] = get(i);
        }
        ring = kept;
        first = 0;
        size = to - from;
    }

    private void resize(int length) {
        byte[][] other = new byte[Math.max(FEWEST, length)][];
        for (int i = 0; i < size; i++) {
            other[i] = get(i);
        }
        ring = other;
        first = 0;
    }

    @Override
    public String typeName() {
        return "list";
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }
}
