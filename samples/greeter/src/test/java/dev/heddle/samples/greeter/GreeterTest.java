package dev.heddle.samples.greeter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.testing.ScriptedEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GreeterTest {
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(console);
    }

    @Test
    void bothGreetingsTakeOneSecondTogether() {
        ScriptedEngine engine = new ScriptedEngine(); // time is virtual: the test does not wait

        Loop.run(LoopOptions.defaults().engine(() -> engine), Greeter.program());

        assertThat(engine.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(lines()).containsExactly("Hello, Alice!", "Hello, Bob!", "Goodbye, Alice!", "Goodbye, Bob!");
    }

    @Test
    void mainSaysWhenItIsDone() {
        Greeter.main(new String[0]);

        assertThat(lines()).containsExactly("Hello, Alice!", "Hello, Bob!", "Goodbye, Alice!", "Goodbye, Bob!", "done");
    }

    private Iterable<String> lines() {
        return printed.toString(UTF_8).lines().toList();
    }
}
