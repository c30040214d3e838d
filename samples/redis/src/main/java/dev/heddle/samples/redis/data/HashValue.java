package dev.heddle.samples.redis.data;

/** Strings by names. Confined to the loop thread. */
public final class HashValue implements Value {
    /** A name and what it stands for. */
    public static final class Field extends ByteTable.Entry {
        private byte[] value;

        Field(byte[] name, byte[] value) {
            super(name);
            this.value = value;
        }

        /** What the name stands for; not to be changed. */
        public byte[] value() {
            return value;
        }
    }

    private final ByteTable<Field> fields = new ByteTable<>();

    /** The fields. */
    public ByteTable<Field> fields() {
        return fields;
    }

    /** Lets {@code name} stand for {@code value}; true if it has not been there before. */
    public boolean put(byte[] name, byte[] value) {
        Field field = fields.find(name);
        if (field != null) {
            field.value = value;
            return false;
        }
        fields.add(new Field(name, value));
        return true;
    }

    @Override
    public String typeName() {
        return "hash";
    }

    @Override
    public boolean isEmpty() {
        return fields.isEmpty();
    }
}
