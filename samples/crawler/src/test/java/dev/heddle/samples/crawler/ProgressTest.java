package dev.heddle.samples.crawler;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The bar, on virtual time. */
final class ProgressTest {
    private static final String DONE = "#".repeat(30);
    private static final String HALF = "#".repeat(15) + ".".repeat(15);
    private static final String NOTHING = ".".repeat(30);

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @Async
    private Coroutine<Void> crawlTwoPages() {
        Progress progress = new Progress();
        try (TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("bar", progress.show(new PrintStream(screen, true, UTF_8)));
            await(sleep(Duration.ofMillis(50)));
            progress.pageFound();
            progress.pageFound();
            progress.pageFetched();
            await(sleep(Duration.ofMillis(100)));
            progress.pageFailed();
        }
        return done();
    }

    @Test
    void theBarIsDrawnOverItselfAndOnceMoreInTheEnd() {
        Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), crawlTwoPages());

        String end = System.lineSeparator();
        assertThat(screen.toString(UTF_8))
                .isEqualTo("\r[" + NOTHING + "] 0 of 0" + "\r[" + HALF + "] 1 of 2" + "\r[" + DONE
                        + "] 2 of 2, 1 failed" + end);
    }
}
