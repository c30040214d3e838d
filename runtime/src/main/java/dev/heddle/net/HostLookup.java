package dev.heddle.net;

import dev.heddle.Coroutine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where a {@link Resolver} gets addresses from. */
@FunctionalInterface
public interface HostLookup {
    /**
     * Finds the addresses of a name, the best first. It runs in a task of its own, which is cancelled when the loop ends.
     *
     * @throws UnknownHostException at the await, if there is no such name: an answer that is remembered, unlike other failures
     */
    Coroutine<List<InetAddress>> lookUp(String host) throws IOException;
}
