package dev.heddle.conformance;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What the programs of the corpus call, and where they write down what they do. When a call is answered, and whether at all, is
 * up to the run. One thread at a time.
 */
public final class Remote {
    /** When calls are answered. */
    enum Pace {
        DONE,
        IN_ORDER,
        LAST_FIRST,
        OTHER_THREAD
    }

    /** What becomes of the calls that a run has chosen. */
    enum Trouble {
        /** There is an answer, which is null. */
        NULL,
        UNCHECKED,
        CHECKED,
        ERROR,
        /** As a future fails that depends on one that fails. */
        DEPENDENT,
        /** The failure has a wrapper that somebody else has put around it. */
        WRAPPED,
        CANCELLED,
        /** As a future fails that depends on one that was cancelled. */
        DEPENDENT_ON_CANCELLED,
        /** There is no future: the call itself fails. */
        THROWN
    }

    /**
     * What a run is like.
     *
     * @param first the number of the first call that is in trouble, from 1
     * @param last that of the last one
     */
    record Circumstances(Pace pace, int first, int last, Trouble trouble) {
        /** Nothing goes wrong. */
        static Circumstances fine(Pace pace) {
            return new Circumstances(pace, 0, 0, Trouble.UNCHECKED);
        }

        Circumstances at(Pace other) {
            return new Circumstances(other, first, last, trouble);
        }

        private boolean isInTrouble(int call) {
            return first <= call && call <= last;
        }
    }

    /** How the lines begin that tell what the run has done, and not the program. */
    private static final String OF_THE_RUN = "-- ";

    private final Circumstances circumstances;
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private int calls;

    Remote(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    /** A call that is written down, and will have that answer. */
    public <T> CompletableFuture<T> call(String what, @Nullable T answer) {
        calls++;
        lines.add(calls + " " + what);
        if (circumstances.isInTrouble(calls)) {
            return inTrouble(circumstances.trouble);
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        return open(future, () -> future.complete(answer));
    }

    private <T> CompletableFuture<T> inTrouble(Trouble trouble) {
        Exception unchecked = new IllegalStateException("call " + calls);
        CompletableFuture<T> future = new CompletableFuture<>();
        return switch (trouble) {
            case NULL -> open(future, () -> future.complete(null));
            case UNCHECKED -> open(future, () -> future.completeExceptionally(unchecked));
            case CHECKED -> open(future, () -> future.completeExceptionally(new IOException("call " + unchecked)));
            case ERROR -> open(future, () -> future.completeExceptionally(new AssertionError("call " + unchecked)));
            case DEPENDENT ->
                open(future, () -> future.completeExceptionally(unchecked)).thenApply(answer -> answer);
            case WRAPPED ->
                open(
                        future,
                        () -> future.completeExceptionally(
                                new CompletionException("in words of its own", new CompletionException(unchecked))));
            case CANCELLED -> open(future, () -> future.cancel(false));
            case DEPENDENT_ON_CANCELLED ->
                open(future, () -> future.cancel(false)).thenApply(answer -> answer);
            case THROWN -> throw new IllegalStateException("call " + calls);
        };
    }

    private <T> CompletableFuture<T> open(CompletableFuture<T> future, Runnable answer) {
        int number = calls;
        futures.add(future);
        if (circumstances.pace == Pace.DONE) {
            answer.run();
        } else {
            open.add(() -> {
                lines.add(OF_THE_RUN + "answer " + number);
                answer.run();
            });
        }
        return future;
    }

    /** Writes down what a program has to tell. */
    public void log(@Nullable Object line) {
        lines.add("" + line);
    }

    /** Writes down that the program has returned its future. */
    void returned(boolean isDone) {
        lines.add(OF_THE_RUN + "returned, done: " + isDone);
    }

    /** Answers calls one after the other until none is open. */
    void answerAll() throws Exception {
        while (!open.isEmpty()) {
            switch (circumstances.pace) {
                case DONE, IN_ORDER -> open.removeFirst().run();
                case LAST_FIRST -> open.removeLast().run();
                case OTHER_THREAD ->
                    Completions.OTHER_THREAD.submit(open.removeFirst()).get();
            }
        }
    }

    /** How many calls there were. */
    int calls() {
        return calls;
    }

    /** How many of the futures were cancelled: by the program, unless that is the trouble. */
    long cancelled() {
        return futures.stream().filter(CompletableFuture::isCancelled).count();
    }

    /** All that happened. */
    List<String> lines() {
        return lines;
    }

    /** What the program did, whenever that was. */
    List<String> linesOfTheProgram() {
        return lines.stream().filter(line -> !line.startsWith(OF_THE_RUN)).toList();
    }
}
