package dev.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NioEngineTest extends EngineConformance {
    @Override
    Engine newEngine() throws IOException {
        return NioEngine.open();
    }

    @Test
    void timeoutsAreRoundedUpToWholeMilliseconds() {
        assertThat(NioEngine.selectTimeoutMillis(1)).isEqualTo(1);
        assertThat(NioEngine.selectTimeoutMillis(999_999)).isEqualTo(1);
        assertThat(NioEngine.selectTimeoutMillis(1_000_000)).isEqualTo(1);
        assertThat(NioEngine.selectTimeoutMillis(1_000_001)).isEqualTo(2);
        assertThat(NioEngine.selectTimeoutMillis(Long.MAX_VALUE - 1)).isEqualTo(9_223_372_036_855L);
    }

    @Test
    void noLimitIsTheSelectorsZero() {
        assertThat(NioEngine.selectTimeoutMillis(Long.MAX_VALUE)).isZero();
    }

    @Test
    void wakeUpFromAnotherThreadEndsAPollWithoutLimit() throws Exception {
        try (NioEngine engine = NioEngine.open()) {
            Thread other = new Thread(engine::wakeUp);
            other.start();
            engine.poll(Long.MAX_VALUE);
            other.join();
        }
    }

    @Test
    void interruptIsAWakeUpAndDoesNotMakeTheLoopSpin() throws Exception {
        try (NioEngine engine = NioEngine.open()) {
            Thread.currentThread().interrupt();
            engine.poll(Long.MAX_VALUE);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }
}
