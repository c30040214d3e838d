package dev.heddle.samples.http;

import java.time.Duration;

/**
 * How long a client may take, when its connection has brought the first byte, before it is ended. Immutable.
 *
 * @param head from the first byte of a request to the end of its fields, however slowly they drip
 * @param idle between two requests
 * @param stall until anything of a body comes, or anything of an answer is taken
 * @param slowest how many bytes of a body have to come in each second that it is waited for; who sends fewer is waited for
 *     only as long as {@code stall} in all
 */
public record Deadlines(Duration head, Duration idle, Duration stall, int slowest) {
    /** 10, 60 and 30 seconds, and 500 bytes in each. */
    public static Deadlines defaults() {
        return new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30), 500);
    }
}
