package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.yieldNow;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.ScopeOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@link TcpListener#serve}: a scope with a child for each connection. Confined to the loop thread.
 */
final class Service {
    private final TcpListener listener;
    private final ConnectionHandler handler;

    /** Accepted and not handled to the end; in the end those whose task was cancelled before its first step. */
    private final Set<TcpStream> connections = Collections.newSetFromMap(new IdentityHashMap<>());

    Service(TcpListener listener, ConnectionHandler handler) {
        this.listener = listener;
        this.handler = handler;
    }

    @Async
    Coroutine<Void> run() throws IOException {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().named("serve " + listener.localAddress()))) {
            for (TcpStream each = await(next()); each != null; each = await(next())) {
                connections.add(each);
                scope.spawn("connection of " + each.remoteAddress(), serve(each));
            }
        } finally {
            for (TcpStream abandoned : connections) {
                reset(abandoned);
            }
        }
        return done();
    }

    private static void reset(TcpStream connection) {
        try {
            connection.closeNow(CloseReason.FAILED);
        } catch (IOException failure) {
            Loop.current().report("closing " + connection + " failed", failure);
        }
    }

    /** The next connection; null when the listener has been closed. */
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    private Coroutine<@Nullable TcpStream> next() throws IOException {
        try {
            return done(await(listener.accept()));
        } catch (ClosedChannelException closed) {
            return done(null);
        }
    }

    @Async
    private Coroutine<Void> serve(TcpStream connection) {
        try (connection) {
            await(handler.handle(connection));
        } catch (Cancelled ending) {
            await(yieldNow()); // throws again if it is this task that is cancelled, not a scope of the handler
            reportFailure(connection, ending);
        } catch (Throwable failure) {
            reportFailure(connection, failure);
        } finally {
            connections.remove(connection);
        }
        return done();
    }

    private static void reportFailure(TcpStream connection, Throwable failure) {
        Loop.current().report("the handler of " + connection + " failed", failure);
    }
}
