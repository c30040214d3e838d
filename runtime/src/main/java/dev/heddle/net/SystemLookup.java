package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.BlockingThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Asks the resolver of the system, which blocks and cannot be interrupted. So each question has a thread of its own that
 * nobody waits for: who is cancelled goes, and the thread ends when the system answers. At most {@value #LIMIT} of them are
 * under way, in all loops together, that a system that does not answer leaves threads to others. Who has an answer finds the
 * place of that question free. Any thread.
 */
final class SystemLookup {
    static final int LIMIT = 32;

    /** The one that all loops have. */
    static final SystemLookup SHARED = new SystemLookup(InetAddress::getAllByName, BlockingThreads::start);

    /** Blocks for as long as it takes. */
    @FunctionalInterface
    interface Question {
        InetAddress[] ask(String host) throws UnknownHostException;
    }

    private final Semaphore free = new Semaphore(LIMIT);
    private final Question question;
    private final Executor threads;

    SystemLookup(Question question, Executor threads) {
        this.question = question;
        this.threads = threads;
    }

    @Async
    Coroutine<List<InetAddress>> lookUp(String host) throws LookupRefused {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        if (!free.tryAcquire()) {
            throw new LookupRefused(host);
        }
        start(host, answer);
        return done(await(answer));
    }

    private void start(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            threads.execute(() -> answer(host, answer));
        } catch (Throwable noThread) {
            free.release();
            throw noThread;
        }
    }

    private void answer(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(List.of(ask(host)));
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    private InetAddress[] ask(String host) throws UnknownHostException {
        try {
            return question.ask(host);
        } finally {
            free.release();
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
