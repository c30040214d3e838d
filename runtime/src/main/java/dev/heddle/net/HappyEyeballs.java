package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.waitFirst;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.ScopeOptions;
import dev.heddle.ScopePolicy;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers (RFC 8305, "Happy Eyeballs"): the families alternate, IPv6 first;
 * the next attempt begins when the last one has failed, or has not succeeded after a delay; the first connection that stands
 * ends the others, which are closed and awaited.
 *
 * <p>Confined to the loop thread.
 */
final class HappyEyeballs {
    private final String host;
    private final List<InetSocketAddress> addresses;
    private final TcpOptions options;
    private final List<String> stories = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();
    private @Nullable TcpStream winner;

    HappyEyeballs(String host, int port, List<InetAddress> found, TcpOptions options) {
        this.host = host + ":" + port;
        this.addresses = alternating(found).stream()
                .map(each -> new InetSocketAddress(each, port))
                .collect(Collectors.toList());
        this.options = options;
    }

    /** The families in turn, IPv6 first, each in the order in which it came. */
    static List<InetAddress> alternating(List<InetAddress> found) {
        Queue<InetAddress> six = new ArrayDeque<>();
        Queue<InetAddress> four = new ArrayDeque<>();
        found.forEach(each -> (each instanceof Inet6Address ? six : four).add(each));
        List<InetAddress> order = new ArrayList<>();
        while (!six.isEmpty() || !four.isEmpty()) {
            if (!six.isEmpty()) {
                order.add(six.remove());
            }
            if (!four.isEmpty()) {
                order.add(four.remove());
            }
        }
        return order;
    }

    @Async
    Coroutine<TcpStream> connect() throws IOException {
        TcpStream handedOut = null;
        try {
            await(race());
            handedOut = winner;
        } finally {
            if (winner != null && handedOut == null) {
                winner.closeNow(CloseReason.FAILED);
            }
        }
        if (handedOut == null) {
            throw failure();
        }
        return done(handedOut);
    }

    @Async
    private Coroutine<Void> race() throws IOException {
        ScopeOptions supervised =
                ScopeOptions.defaults().named("connect to " + host).policy(ScopePolicy.SUPERVISE);
        try (TaskScope scope = TaskScope.open(supervised)) {
            List<Task<Void>> running = new ArrayList<>();
            for (int next = 0; winner == null && (next < addresses.size() || !running.isEmpty()); ) {
                if (next < addresses.size()) {
                    InetSocketAddress address = addresses.get(next);
                    running.add(scope.spawn("connect to " + address, attempt(address)));
                    next++;
                }
                if (next < addresses.size()) {
                    await(moveOnAfter(options.attemptDelay, waitFirst(running)));
                } else {
                    await(waitFirst(running));
                }
                running.removeIf(Task::isDone);
            }
            scope.cancelChildren();
        }
        return done();
    }

    @Async
    private Coroutine<Void> attempt(InetSocketAddress address) throws IOException {
        try {
            TcpStream stream = await(TcpStream.connect(address, options));
            if (winner == null) {
                winner = stream;
            } else {
                stream.closeNow(CloseReason.COMPLETED);
            }
        } catch (IOException failure) {
            failures.add(failure);
            stories.add(address + " (" + failure.getMessage() + ")");
        }
        return done();
    }

    private ConnectException failure() {
        ConnectException failure = new ConnectException("no connection to " + host + ": " + String.join(", ", stories));
        failures.forEach(failure::addSuppressed);
        return failure;
    }
}
