package dev.heddle.samples.greeter;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.time.Duration;

/** Greets two people at once. Each greeting lasts a second, and so do both together: while one waits, the other runs. */
public final class Greeter {
    private Greeter() {}

    @Async
    static Coroutine<Void> greet(String name) {
        System.out.println("Hello, " + name + "!");
        await(sleep(Duration.ofSeconds(1))); // gives the thread to whoever can run
        System.out.println("Goodbye, " + name + "!");
        return done();
    }

    @Async
    static Coroutine<Void> program() {
        await(gather(greet("Alice"), greet("Bob"))); // calling greet() runs nothing yet; gather starts both
        return done();
    }

    /** Prints two hellos, a second later two goodbyes, and then {@code done}. */
    public static void main(String[] args) {
        Loop.run(program());
        System.out.println("done");
    }
}
