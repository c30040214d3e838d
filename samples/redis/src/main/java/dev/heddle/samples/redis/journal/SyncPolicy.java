package dev.heddle.samples.redis.journal;

import java.util.Locale;

/** When the file is forced to the disk, so that it survives the end of the machine and not only that of the process. */
public enum SyncPolicy {
    /** Before the clients are answered. */
    ALWAYS,
    /** Every second. */
    EVERYSEC,
    /** When the operating system likes. */
    NO;

    /** The policy of that name. */
    public static SyncPolicy named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
