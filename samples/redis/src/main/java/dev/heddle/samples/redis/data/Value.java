package dev.heddle.samples.redis.data;

/** What a key stands for. Confined to the loop thread. */
public sealed interface Value permits StringValue, ListValue, HashValue, SetValue, SortedSetValue {
    /** The type's name in replies. */
    String typeName();

    /** True if the key has to go: collections are not kept without elements. */
    boolean isEmpty();
}
