package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;

/** Runs all parts one after the other; each prints what it does. */
public class Main {
    @Async
    static Coroutine<Void> program() throws Exception {
        await(Statements.all());
        await(Shop.visit());
        await(Numbers.all());
        System.out.println("futures " + await(Futures.all()));
        return done();
    }

    public static void main(String[] args) throws Exception {
        Loop.run(program());
    }
}
