package app;

import java.util.concurrent.CompletableFuture;

/** Code with an await of its own: unwoven, it would block for ever. */
public class Foreign {
    static Object until(CompletableFuture<?> future) {
        return future.join();
    }

    static CompletableFuture<String> program(CompletableFuture<String> value) {
        return CompletableFuture.completedFuture((String) until(value));
    }

    public static void main(String[] args) {
        CompletableFuture<String> value = new CompletableFuture<>();
        CompletableFuture<String> program = program(value);
        System.out.println("started");
        value.complete("value");
        System.out.println(program.join());
    }
}
