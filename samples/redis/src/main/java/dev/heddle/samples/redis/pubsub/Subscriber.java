package dev.heddle.samples.redis.pubsub;

/** Who gets messages. Confined to the loop thread. */
public interface Subscriber {
    /** Takes a message, encoded as it is sent: the first {@code length} bytes of an array that will be used again. */
    void deliver(byte[] encoded, int length);
}
