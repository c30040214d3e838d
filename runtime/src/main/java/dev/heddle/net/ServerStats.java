package dev.heddle.net;

/**
 * What a server has done, at one moment. Immutable.
 *
 * @param open how many connections are being handled
 * @param accepted how many it has taken
 * @param failed how many of their handlers have failed
 * @param late how many connections were ended by a deadline of {@link ServeOptions}
 * @param shed how many were reset because the system had no descriptor for them
 * @param bytesRead how many bytes have come over connections that have ended
 * @param bytesWritten how many bytes have gone over connections that have ended
 */
public record ServerStats(
        int open, long accepted, long failed, long late, long shed, long bytesRead, long bytesWritten) {}
