package dev.heddle.samples.redis.protocol;

/**
 * How much a client may send.
 *
 * @param bulk bytes of one argument
 * @param arguments arguments of one request
 * @param inline bytes of a request written as a line
 * @param request bytes of one request as a whole; it has to fit into an array
 */
public record ProtocolLimits(int bulk, int arguments, int inline, int request) {
    /** Those of Redis, where Java has arrays that large. */
    public static ProtocolLimits defaults() {
        return new ProtocolLimits(512 << 20, 1 << 20, 64 << 10, 1 << 30);
    }
}
