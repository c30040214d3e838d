package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.journal.SyncPolicy;
import dev.heddle.samples.redis.protocol.ProtocolLimits;
import java.nio.file.Path;

/**
 * What the server was started with.
 *
 * @param port where it listens; 0 for any
 * @param journal where changes are kept; null for nowhere
 * @param sync when the journal is forced to the disk
 * @param limits what clients may send
 * @param backlog how many bytes of messages may wait for a subscriber before it is cut off
 */
public record Settings(int port, Path journal, SyncPolicy sync, ProtocolLimits limits, int backlog) {
    private static final int PORT = 6379;
    private static final int BACKLOG = 32 << 20;

    /** The port of Redis, no journal, the limits of Redis. */
    public static Settings defaults() {
        return new Settings(PORT, null, SyncPolicy.EVERYSEC, ProtocolLimits.defaults(), BACKLOG);
    }

    /** The same at another port. */
    public Settings port(int port) {
        return new Settings(port, journal, sync, limits, backlog);
    }

    /** The same with a journal. */
    public Settings journal(Path journal, SyncPolicy sync) {
        return new Settings(port, journal, sync, limits, backlog);
    }

    /** The same with other limits. */
    public Settings limits(ProtocolLimits limits) {
        return new Settings(port, journal, sync, limits, backlog);
    }

    /** The same with other patience for subscribers that do not read. */
    public Settings backlog(int backlog) {
        return new Settings(port, journal, sync, limits, backlog);
    }
}
