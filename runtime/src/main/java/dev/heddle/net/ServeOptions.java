package dev.heddle.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server allows its connections: {@code ServeOptions.defaults().idle(Duration.ofSeconds(30))}. Immutable.
 *
 * <p>The deadlines protect a server from peers that do nothing, for which no handler can be blamed. A handler that knows what
 * is to come next, a request for example, should give that a deadline of its own.
 */
public final class ServeOptions {
    private static final ServeOptions DEFAULTS = new ServeOptions(
            10_000, Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofDays(1), null, Duration.ofSeconds(5));

    final int connections;

    /** These are null for no deadline. */
    final @Nullable Duration firstByte;

    final @Nullable Duration idle;
    final @Nullable Duration total;

    final @Nullable Pace slowest;

    final Duration cleanUp;

    private ServeOptions(
            int connections,
            @Nullable Duration firstByte,
            @Nullable Duration idle,
            @Nullable Duration total,
            @Nullable Pace slowest,
            Duration cleanUp) {
        this.connections = connections;
        this.firstByte = firstByte;
        this.idle = idle;
        this.total = total;
        this.slowest = slowest;
        this.cleanUp = cleanUp;
    }

    /**
     * At most 10,000 connections; 30 seconds for the first byte, two minutes without a byte in either direction, a day in
     * all; 5 seconds for handlers to clean up when they are cancelled.
     */
    public static ServeOptions defaults() {
        return DEFAULTS;
    }

    /** The same with at most so many connections at a time: while there are as many, no more are accepted. */
    public ServeOptions connections(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("with " + most + " connections nobody would be served");
        }
        return new ServeOptions(most, firstByte, idle, total, slowest, cleanUp);
    }

    /** The same with another time within which the first byte has to come. */
    public ServeOptions firstByte(Duration deadline) {
        return new ServeOptions(connections, deadline, idle, total, slowest, cleanUp);
    }

    /**
     * The same with another time that may pass without a byte being read or written. It is looked at four times in each such
     * time, so that a connection may stay for a quarter longer.
     */
    public ServeOptions idle(Duration deadline) {
        return new ServeOptions(connections, firstByte, deadline, total, slowest, cleanUp);
    }

    /** The same with another time that a connection may last. */
    public ServeOptions total(Duration deadline) {
        return new ServeOptions(connections, firstByte, idle, deadline, slowest, cleanUp);
    }

    /**
     * The same for protocols without pauses: a connection on which fewer bytes come and go, both together, than {@code bytes}
     * in each {@code period} is ended. It holds against peers that send a byte now and then, for which no other deadline but
     * {@link #total} is meant. No such rate is asked for unless set here, since in most protocols one waits for the other.
     */
    public ServeOptions slowest(long bytes, Duration period) {
        if (bytes < 1 || period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException(bytes + " bytes in " + period + " are no rate");
        }
        return new ServeOptions(connections, firstByte, idle, total, new Pace(bytes, period), cleanUp);
    }

    /** So many bytes in so much time. */
    record Pace(long bytes, Duration period) {}

    /** The same without deadlines and without a rate: the handler has all of them. */
    public ServeOptions withoutDeadlines() {
        return new ServeOptions(connections, null, null, null, null, cleanUp);
    }

    /** The same with another time that cancelled handlers have, at a shutdown, before their connections are reset. */
    public ServeOptions cleanUp(Duration budget) {
        return new ServeOptions(connections, firstByte, idle, total, slowest, budget);
    }
}
