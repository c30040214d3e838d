package dev.heddle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Loops that run side by side, each on a thread of its own: what makes use of several processors. A coroutine begins on the
 * loop with the fewest of them and stays there for life, so that what its tasks share needs no lock; what coroutines of
 * different loops share does.
 *
 * <p>Any thread.
 */
public final class LoopGroup implements AutoCloseable {
    private final List<Member> members = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    private LoopGroup() {}

    /** One loop for each processor. */
    public static LoopGroup open() {
        return open(Runtime.getRuntime().availableProcessors(), LoopOptions.defaults());
    }

    /**
     * So many loops with the same options, whose names are numbered.
     *
     * @throws IllegalArgumentException if there is to be none
     */
    public static LoopGroup open(int loops, LoopOptions options) {
        if (loops < 1) {
            throw new IllegalArgumentException("a group of " + loops + " loops");
        }
        LoopGroup group = new LoopGroup();
        try {
            for (int i = 1; i <= loops; i++) {
                group.members.add(Member.start(options.named(options.name + "-" + i)));
            }
            return group;
        } catch (Throwable failure) {
            group.close();
            throw failure;
        }
    }

    /** The loops, for {@link Loop#submit} to one of them, as when each is to have a server on the same port. */
    public List<Loop> loops() {
        return members.stream().map(member -> member.loop).toList();
    }

    /**
     * Runs a coroutine on the loop with the fewest of them; the call that makes it runs there, too. Ends as {@link Loop#submit}
     * does. Whoever is in a task awaits the future, or has {@link #handOver}; to block a loop for it may be to wait for
     * oneself.
     *
     * @throws RejectedExecutionException once the group is closed
     */
    public <T extends @Nullable Object> CompletableFuture<T> submit(Callable<? extends Coroutine<T>> program) {
        return submitToIdlest(program);
    }

    /**
     * Runs a coroutine that has not been started on the loop with the fewest of them, and waits for its end. What it was made
     * with must not be used here meanwhile.
     *
     * <p>A suspension point where it is awaited. Cancelled, it cancels the coroutine and waits for its end.
     *
     * @throws RejectedExecutionException at the await, once the group is closed
     */
    public <T extends @Nullable Object> Coroutine<T> handOver(Coroutine<T> coroutine) {
        return new HandOver<>(this, coroutine);
    }

    <T extends @Nullable Object> Submission<T> submitToIdlest(Callable<? extends Coroutine<T>> program) {
        if (closed) {
            throw new RejectedExecutionException("the group of loops is closed");
        }
        Member member = idlest();
        member.load.incrementAndGet();
        try {
            Submission<T> submission = Submission.to(member.loop, program);
            submission.whenComplete((result, failure) -> member.load.decrementAndGet());
            return submission;
        } catch (RejectedExecutionException refusal) {
            member.load.decrementAndGet();
            throw refusal;
        }
    }

    /** Among equals they take turns. */
    private Member idlest() {
        int first = Math.floorMod(turn.getAndIncrement(), members.size());
        Member best = members.get(first);
        for (int i = 1; i < members.size(); i++) {
            Member candidate = members.get((first + i) % members.size());
            if (candidate.load.get() < best.load.get()) {
                best = candidate;
            }
        }
        return best;
    }

    /**
     * Ends all loops in order: takes no more coroutines, cancels those that run, and returns when their threads have ended. To
     * let them finish, wait for their futures before. The second call does nothing.
     *
     * @throws IllegalStateException on a thread of one of the loops, which would wait for itself
     */
    @Override
    public void close() {
        for (Member member : members) {
            if (Thread.currentThread() == member.thread) {
                throw new IllegalStateException("`close` of a group of loops was called on thread `"
                        + member.thread.getName() + "`, which is one of its own");
            }
        }
        closed = true;
        for (Member member : members) {
            member.stop();
        }
        boolean interrupted = false;
        for (Member member : members) {
            interrupted |= member.join();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A loop and its thread. */
    private static final class Member {
        final Loop loop;
        final Thread thread;

        /** How many coroutines were submitted and have not ended. */
        final AtomicInteger load = new AtomicInteger();

        private Member(Loop loop, Thread thread) {
            this.loop = loop;
            this.thread = thread;
        }

        static Member start(LoopOptions options) {
            CompletableFuture<Loop> opened = new CompletableFuture<>();
            Thread thread = new Thread(() -> run(options, opened), options.name);
            thread.start();
            try {
                return new Member(opened.join(), thread);
            } catch (CompletionException failure) {
                throw Loop.<RuntimeException>sneaky(Objects.requireNonNull(failure.getCause()));
            }
        }

        private static void run(LoopOptions options, CompletableFuture<Loop> opened) {
            Loop loop;
            try {
                loop = Loop.open(options);
            } catch (Throwable failure) {
                opened.completeExceptionally(failure);
                return;
            }
            try (loop) {
                opened.complete(loop);
                loop.runForever();
            }
        }

        void stop() {
            loop.scheduler.execute(loop::stop);
        }

        /** Waits for the thread to end; true if that was interrupted. */
        boolean join() {
            boolean interrupted = false;
            while (true) {
                try {
                    thread.join();
                    return interrupted;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
    }
}
