package dev.heddle.samples.redis.data;

/** Different strings in no order. Confined to the loop thread. */
public final class SetValue implements Value {
    private final ByteTable<ByteTable.Entry> members = new ByteTable<>();

    /** The members. */
    public ByteTable<ByteTable.Entry> members() {
        return members;
    }

    /** Adds a member; false if it was one. */
    public boolean add(byte[] member) {
        if (members.find(member) != null) {
            return false;
        }
        members.add(new ByteTable.Entry(member));
        return true;
    }

    @Override
    public String typeName() {
        return "set";
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }
}
