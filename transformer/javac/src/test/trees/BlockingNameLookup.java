// H209
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class BlockingNameLookup {
    static class Warned {
        @Async
        Coroutine<InetAddress> one(String host) throws UnknownHostException {
            return done(InetAddress.getByName(host));
        }

        @Async
        Coroutine<InetAddress[]> all(String host) throws UnknownHostException {
            return done(InetAddress.getAllByName(host));
        }

        @Async
        Coroutine<Integer> inALoop(List<String> hosts) throws UnknownHostException {
            int sum = 0;
            for (String host : hosts) {
                sum += InetAddress.getByName(host).hashCode();
            }
            return done(sum);
        }
    }

    static class Silent {
        InetAddress notAsync(String host) throws UnknownHostException {
            return InetAddress.getByName(host);
        }

        @Async
        Coroutine<InetAddress> elsewhere(String host) {
            return done(await(blocking(() -> InetAddress.getByName(host))));
        }

        @Async
        Coroutine<InetAddress> known(byte[] address) throws UnknownHostException {
            return done(InetAddress.getByAddress(address));
        }
    }
}
