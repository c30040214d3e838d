package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

public class Main {
    @Async
    static Coroutine<Void> program(CompletableFuture<String> name) {
        System.out.println(await(Greeter.greet(name)));
        return done();
    }

    public static void main(String[] args) {
        Loop.run(program(CompletableFuture.supplyAsync(() -> "main")));
    }
}
