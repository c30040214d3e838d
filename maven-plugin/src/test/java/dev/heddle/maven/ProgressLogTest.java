package dev.heddle.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLogTest {
    private final List<String> said = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1;
    private final ProgressLog progress = new ProgressLog(said::add, () -> nanos);

    @Test
    void aShortRunSaysNothing() {
        progress.at(0, 10);
        nanos += TimeUnit.SECONDS.toNanos(4);
        progress.at(9, 10);
        assertThat(said).isEmpty();
    }

    /** The clock overflows meanwhile, as it may. */
    @Test
    void aLongRunSaysEveryFiveSecondsHowFarItIs() {
        for (int i = 0; i < 30; i++) {
            progress.at(i, 30);
            nanos += TimeUnit.SECONDS.toNanos(1);
        }
        assertThat(said)
                .containsExactly(
                        "weaving: 5 of 30 classes",
                        "weaving: 10 of 30 classes",
                        "weaving: 15 of 30 classes",
                        "weaving: 20 of 30 classes",
                        "weaving: 25 of 30 classes");
    }
}
