package dev.heddle.samples.http;

import dev.heddle.net.ServeOptions;
import java.time.Duration;

/**
 * What an {@link HttpServer} allows its clients. Immutable.
 *
 * @param connections how many there may be, how long they may last, and when the first byte has to come; without an idle
 *     deadline, which would end a connection under a handler that takes its time
 */
public record HttpOptions(Limits limits, Deadlines deadlines, ServeOptions connections) {
    private static final Duration FIRST_BYTE = Duration.ofSeconds(10);

    /** The defaults of all, with ten seconds for the first byte. */
    public static HttpOptions defaults() {
        return new HttpOptions(
                Limits.defaults(),
                Deadlines.defaults(),
                ServeOptions.defaults().withoutDeadlines().firstByte(FIRST_BYTE));
    }

    /** The same with other limits. */
    public HttpOptions limits(Limits other) {
        return new HttpOptions(other, deadlines, connections);
    }

    /** The same with other deadlines. */
    public HttpOptions deadlines(Deadlines other) {
        return new HttpOptions(limits, other, connections);
    }

    /** The same with other options for connections. */
    public HttpOptions connections(ServeOptions other) {
        return new HttpOptions(limits, deadlines, other);
    }
}
