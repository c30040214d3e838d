package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

public class Greeting {
    static String word() {
        return "hello ";
    }

    @Async
    static Coroutine<Void> program(CompletableFuture<String> name) {
        String text = await(name);
        System.out.println(word() + text);
        return done();
    }

    public static void main(String[] args) {
        Loop.run(program(CompletableFuture.supplyAsync(() -> "main")));
    }
}
