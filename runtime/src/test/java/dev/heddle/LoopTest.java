package dev.heddle;

import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coroutine.Awaits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final World world = new World();

    @Test
    void twoGreetingsInterleave() {
        world.run(gather(greet("Alice"), greet("Bob")));

        assertThat(world.trace()).isEqualTo("""
                        0s  Hello, Alice!
                        0s  Hello, Bob!
                        1s  Goodbye, Alice!
                        1s  Goodbye, Bob!
                        """);
    }

    private Coroutine<Void> greet(String name) {
        return steps(
                start -> {
                    world.log("Hello, " + name + "!");
                    return Awaits.await(sleep(Duration.ofSeconds(1)));
                },
                slept -> {
                    world.log("Goodbye, " + name + "!");
                    return slept.get();
                });
    }
}
