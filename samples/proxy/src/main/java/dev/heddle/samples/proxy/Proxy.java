package dev.heddle.samples.proxy;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.timeout;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.ScopeFailed;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Joins each client with a server of its own. Bytes go both ways, no faster than the other side takes them; the end of one
 * direction is passed on while the other goes on; and a connection that breaks on one side is broken on the other, so that
 * nobody takes a part for the whole.
 *
 * <p>Confined to the loop thread.
 */
public final class Proxy {
    /** Where the servers are. */
    @FunctionalInterface
    public interface Upstream {
        /** Makes a connection for one client. */
        Coroutine<? extends ByteStream> connect() throws IOException;
    }

    private final Upstream upstream;
    private final Duration patience;
    private final Consumer<String> log;

    /**
     * A proxy for one place.
     *
     * @param patience how long a connection to the server may take to be made
     * @param log told a sentence about each client whose connection broke
     */
    public Proxy(Upstream upstream, Duration patience, Consumer<String> log) {
        this.upstream = upstream;
        this.patience = patience;
        this.log = log;
    }

    /** Serves one client until both directions have ended. */
    @Async
    public Coroutine<Void> serve(ByteStream client) throws IOException {
        try {
            await(join(client));
        } catch (DeadlineExceeded late) {
            await(abort(client, "the server did not answer within " + patience.toMillis() + " ms"));
        } catch (ScopeFailed broken) {
            await(abort(client, String.valueOf(broken.getCause())));
        } catch (IOException unreachable) {
            await(abort(client, unreachable.toString()));
        }
        return done();
    }

    @Async
    private Coroutine<Void> join(ByteStream client) throws IOException, DeadlineExceeded {
        try (ByteStream server = await(timeout(patience, upstream.connect()));
                TaskScope scope = TaskScope.open()) {
            scope.spawn("to the server", pump(client, server));
            scope.spawn("to the client", pump(server, client));
        } // both have ended; when one has failed the other is cancelled and the server's connection reset
        return done();
    }

    @Async
    private static Coroutine<Void> pump(ByteStream from, ByteStream to) throws IOException {
        await(from.transferTo(to));
        await(to.shutdownOutput());
        return done();
    }

    private Coroutine<Void> abort(ByteStream client, String reason) {
        log.accept(client + ": " + reason);
        return client.closeAsync(CloseReason.FAILED);
    }
}
