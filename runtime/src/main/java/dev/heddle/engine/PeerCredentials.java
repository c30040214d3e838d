package dev.heddle.engine;

/**
 * Who is at the other end of a Unix socket, as the operating system knows it since the connection was made. Immutable.
 *
 * @param user the name of the user that the peer's process ran as, or the number where it has no name
 * @param group the name of its group, or the number
 */
public record PeerCredentials(String user, String group) {}
