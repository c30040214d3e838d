package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.BlockingThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Asks the resolver of the system, which blocks and cannot be interrupted. So each question has a thread of its own that
 * nobody waits for: who is cancelled goes, and the thread ends when the system answers. At most {@value #LIMIT} of them are
 * under way, in all loops together, that a system that does not answer leaves threads to others. Any thread.
 */
final class SystemLookup {
    private static final int LIMIT = 32;
    private static final Semaphore FREE = new Semaphore(LIMIT);

    private SystemLookup() {}

    @Async
    static Coroutine<List<InetAddress>> lookUp(String host) throws LookupRefused {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        if (!FREE.tryAcquire()) {
            throw new LookupRefused(host);
        }
        BlockingThreads.start(() -> ask(host, answer));
        return done(await(answer));
    }

    private static void ask(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(List.of(InetAddress.getAllByName(host)));
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        } finally {
            FREE.release();
        }
    }

    /** Thrown while too many questions have no answer. */
    static final class LookupRefused extends IOException {
        private static final long serialVersionUID = 1;

        LookupRefused(String host) {
            super(host + " is not looked up, as " + LIMIT + " other names wait for the system's answer");
        }
    }
}
