package dev.heddle.samples.redis.data;

import java.util.LinkedHashSet;
import java.util.Set;

/** Who has to do with which key, in the order in which they came. Confined to the loop thread. */
public final class Groups<T> {
    private static final class Group<T> extends ByteTable.Entry {
        private final Set<T> members = new LinkedHashSet<>();

        Group(byte[] key) {
            super(key);
        }
    }

    private final ByteTable<Group<T>> groups = new ByteTable<>();

    /** True if nobody has to do with any key. */
    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /** With how many keys somebody has to do. */
    public int size() {
        return groups.size();
    }

    /** Adds a member to the group of a key; false if it was one. */
    public boolean add(byte[] key, T member) {
        Group<T> group = groups.find(key);
        if (group == null) {
            group = new Group<>(key);
            groups.add(group);
        }
        return group.members.add(member);
    }

    /** Removes a member of the group of a key; false if it was none. */
    public boolean remove(byte[] key, T member) {
        Group<T> group = groups.find(key);
        if (group == null || !group.members.remove(member)) {
            return false;
        }
        if (group.members.isEmpty()) {
            groups.remove(group);
        }
        return true;
    }

    /** The members of the group of the key {@code bytes[start, start + length)}; changes with the group. */
    public Set<T> of(byte[] bytes, int start, int length) {
        Group<T> group = groups.find(bytes, start, length);
        return group == null ? Set.of() : group.members;
    }

    /** The members of the group of a key; changes with the group. */
    public Set<T> of(byte[] key) {
        return of(key, 0, key.length);
    }

    /** The keys that have a group. */
    public Iterable<? extends ByteTable.Entry> keys() {
        return groups;
    }
}
