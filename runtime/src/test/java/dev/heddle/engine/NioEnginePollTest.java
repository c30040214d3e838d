package dev.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NioEnginePollTest {
    private NioEngine engine;

    @BeforeEach
    void open() throws Exception {
        engine = NioEngine.open();
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
    }

    @Test
    void pollWithATimeoutReturnsNoEarlierThanTheTimeout() throws Exception {
        long start = engine.nanos();
        engine.poll(TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(engine.nanos() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
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
        Thread other = new Thread(engine::wakeUp);
        other.start();
        engine.poll(Long.MAX_VALUE);
        other.join();
    }

    @Test
    void interruptIsAWakeUpAndDoesNotMakeTheLoopSpin() throws Exception {
        Thread.currentThread().interrupt();
        engine.poll(Long.MAX_VALUE);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void pollAfterCloseIsRefused() throws Exception {
        engine.close();
        assertThatThrownBy(() -> engine.poll(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wakeUpAfterCloseHasNoEffect() throws Exception {
        engine.close();
        engine.wakeUp();
    }
}
