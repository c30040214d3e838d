package dev.heddle.stream;

import dev.heddle.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A loop that runs on a thread of its own until it is closed. Any thread. */
final class RunningLoop {
    private final CompletableFuture<Loop> started = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "loop under test");

    RunningLoop() {
        thread.start();
    }

    private void run() {
        try (Loop loop = Loop.open()) {
            started.complete(loop);
            loop.runForever();
        }
    }

    Loop loop() {
        return started.join();
    }

    /** What a function gives on the loop thread. */
    <R> R ask(Function<Loop, R> function) {
        CompletableFuture<R> result = new CompletableFuture<>();
        loop().execute(() -> {
            try {
                result.complete(function.apply(loop()));
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.join();
    }

    public void close() throws InterruptedException {
        loop().execute(loop()::stop);
        thread.join();
    }
}
