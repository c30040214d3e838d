package dev.heddle.samples.redis.command;

/** How often something has happened since the server began. Confined to the loop thread. */
public final class Counters {
    long connections;
    long commands;
    long errors;
    long expired;
    long messages;
    long shed;

    /** A subscriber was cut off because it did not read. */
    public void subscriberShed() {
        shed++;
    }
}
