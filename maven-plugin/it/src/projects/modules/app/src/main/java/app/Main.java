package app;

import static dev.heddle.Coroutines.*;

import app.service.Shop;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;

public class Main {
    @Async
    static Coroutine<Void> program() {
        System.out.println("sum " + await(Shop.sum(new Shop(), "one", "three")));
        return done();
    }

    public static void main(String[] args) {
        Loop.run(program());
    }
}
