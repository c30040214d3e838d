package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.yieldNow;

import dev.heddle.AsyncCloseable;
import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.ScopeOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.sync.Event;
import dev.heddle.sync.Semaphore;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the connections of a listener, each by a task of its own, and ends in stages: first it stops accepting, then waits
 * for the handlers, then cancels them, then resets their connections. Made by {@link SocketListener#server}.
 *
 * <p>Confined to the loop of its listener.
 *
 * @param <S> the kind of connection
 */
public final class Server<S extends SocketStream> implements AsyncCloseable {
    private final SocketListener<S> listener;
    private final ServeOptions options;
    private final ConnectionHandler<? super S> handler;
    private final Semaphore places;
    private final Event ended = new Event().named("the server has ended");

    /** Accepted and not handled to the end; in the end those whose task was cancelled before its first step. */
    private final Map<S, Task<Void>> connections = new IdentityHashMap<>();

    private boolean started;
    private long accepted;
    private long failed;
    private long late;
    private long bytesRead;
    private long bytesWritten;

    Server(SocketListener<S> listener, ServeOptions options, ConnectionHandler<? super S> handler) {
        this.listener = listener;
        this.options = options;
        this.handler = handler;
        this.places = new Semaphore(options.connections).named("connections of " + listener);
        ended.confine("server");
    }

    /**
     * Serves until it stops accepting, and ends when all handlers have ended. A handler that fails is reported, its connection
     * reset, and the others go on. Cancelled, it cancels the handlers and waits for them. A suspension point; to be awaited
     * once.
     *
     * @throws IllegalStateException at the await, if it was run before
     */
    @Async
    public Coroutine<Void> run() throws IOException {
        if (started) {
            throw new IllegalStateException("the server at " + listener + " was run before");
        }
        started = true;
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().named("serve " + listener))) {
            for (S each = await(next()); each != null; each = await(next())) {
                accepted++;
                S connection = each;
                connections.put(each, scope.spawn(() -> "connection of " + connection, serve(each)));
            }
        } finally {
            for (S abandoned : connections.keySet()) {
                reset(abandoned);
            }
            connections.clear();
            ended.set();
        }
        return done();
    }

    /** The next connection, when there is a place for it; null when the listener has been closed. */
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    private Coroutine<@Nullable S> next() throws IOException {
        await(places.acquire());
        S connection = null;
        try {
            connection = await(listener.accept());
        } catch (ClosedChannelException closed) {
            return done(null);
        } finally {
            if (connection == null) {
                places.release();
            }
        }
        return done(connection);
    }

    @Async
    private Coroutine<Void> serve(S connection) {
        ConnectionWatch watch = new ConnectionWatch(connection, options);
        try (connection) {
            await(handler.handle(connection));
        } catch (Cancelled ending) {
            await(yieldNow()); // throws again if it is this task that is cancelled, not a scope of the handler
            failed(connection, watch, ending);
        } catch (Throwable failure) {
            failed(connection, watch, failure);
        } finally {
            watch.cancel();
            late += watch.isLate() ? 1 : 0;
            bytesRead += connection.bytesRead();
            bytesWritten += connection.bytesWritten();
            connections.remove(connection);
            places.release();
        }
        return done();
    }

    /** What fails because a deadline has closed the connection has done nothing wrong. */
    private void failed(S connection, ConnectionWatch watch, Throwable failure) {
        if (!watch.isLate()) {
            failed++;
            Loop.current().report("the handler of " + connection + " failed", failure);
        }
    }

    private static void reset(SocketStream connection) {
        try {
            connection.closeNow(CloseReason.FAILED);
        } catch (IOException failure) {
            Loop.current().report("closing " + connection + " failed", failure);
        }
    }

    /** The first stage: closes the listener; {@link #run} ends when the handlers have ended. Not a suspension point. */
    public void stopAccepting() throws IOException {
        ended.confine("stopAccepting");
        listener.closeNow();
    }

    /**
     * Cancels the handlers of all connections, whose connections are then reset: to be called when it has stopped accepting.
     * Not a suspension point.
     */
    public void cancelHandlers() {
        ended.confine("cancelHandlers");
        for (Task<Void> each : List.copyOf(connections.values())) {
            each.cancel();
        }
    }

    /** Resets all connections: what their handlers wait for there fails. Not a suspension point. */
    public void abortConnections() {
        ended.confine("abortConnections");
        for (S each : new ArrayList<>(connections.keySet())) {
            reset(each);
        }
    }

    /** Waits until {@link #run} has ended. A suspension point; cancelled, only the wait ends. */
    @Async
    public Coroutine<Void> awaitEnd() {
        await(ended);
        return done();
    }

    /**
     * Ends the server in stages: stops accepting; lets the handlers finish for so long; cancels those that have not; resets
     * the connections of those that have not ended {@link ServeOptions#cleanUp} later; and waits for the end of {@link #run}.
     * Cancelled meanwhile, it goes to the next stage at once, and does not wait for the end. A suspension point.
     */
    @Async
    public Coroutine<Void> shutdown(Duration grace) throws IOException {
        stopAccepting();
        if (!started) {
            return done();
        }
        boolean inTime = false;
        try {
            inTime = await(endsWithin(grace));
        } finally {
            if (!inTime) {
                cancelHandlers();
            }
        }
        boolean cleanedUp = inTime;
        try {
            cleanedUp = inTime || await(endsWithin(options.cleanUp));
        } finally {
            if (!cleanedUp) {
                abortConnections();
            }
        }
        return awaitEnd();
    }

    @Async
    private Coroutine<Boolean> endsWithin(Duration time) {
        if (!ended.isSet()) {
            await(moveOnAfter(time, awaitEnd()));
        }
        return done(ended.isSet());
    }

    /**
     * Ends the server: as {@link #shutdown} with the time for clean-up as the grace; after a failure without one. A
     * suspension point that cancellation does not interrupt.
     */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return closing(reason == CloseReason.COMPLETED ? options.cleanUp : Duration.ZERO);
    }

    @Async
    private Coroutine<Void> closing(Duration grace) {
        Duration budget = grace.plus(options.cleanUp).plus(options.cleanUp);
        try {
            await(shield(budget, shutdown(grace)));
        } catch (IOException | DeadlineExceeded failure) {
            Loop.current().report(this + " could not be closed in order", failure);
        }
        return done();
    }

    /** What this server has done so far. */
    public ServerStats stats() {
        return new ServerStats(connections.size(), accepted, failed, late, listener.shed(), bytesRead, bytesWritten);
    }

    @Override
    public String toString() {
        return "server at " + listener;
    }
}
