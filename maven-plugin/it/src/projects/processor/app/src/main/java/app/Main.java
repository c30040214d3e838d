package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;
import maker.Greeted;

@Greeted
public class Main {
    @Async
    static Coroutine<Void> program() {
        System.out.println(await(MainGreeter.greet(CompletableFuture.supplyAsync(() -> "main"))));
        return done();
    }

    public static void main(String[] args) {
        Loop.run(program());
    }
}
