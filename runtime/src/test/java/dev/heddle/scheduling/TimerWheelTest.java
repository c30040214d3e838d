package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private final TimerWheel wheel = new TimerWheel(0);
    private final List<String> expired = new ArrayList<>();

    @Test
    void anEmptyWheelNeverHasANextDeadline() {
        assertThat(wheel.nanosUntilNext(5)).isEqualTo(Long.MAX_VALUE);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void expiresAtTheExactNanosecond() {
        wheel.schedule(timer("a"), 1_000_000_007L);

        assertThat(wheel.nanosUntilNext(0)).isEqualTo(1_000_000_007L);
        wheel.advance(1_000_000_006L);
        assertThat(expired).isEmpty();
        assertThat(wheel.nanosUntilNext(1_000_000_006L)).isEqualTo(1);
        wheel.advance(1_000_000_007L);
        assertThat(expired).containsExactly("a");
        assertThat(wheel.size()).isZero();
    }

    @Test
    void expiresInTheOrderOfDeadlinesThenOfScheduling() {
        wheel.schedule(timer("d"), 5_000_001);
        wheel.schedule(timer("b"), 5_000_000);
        wheel.schedule(timer("a"), 17);
        wheel.schedule(timer("c"), 5_000_000);

        wheel.advance(1_000_000_000);

        assertThat(expired).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aCancelledTimerDoesNotExpire() {
        TestTimer cancelled = timer("cancelled");
        wheel.schedule(cancelled, 100);
        wheel.schedule(timer("kept"), 100);

        assertThat(wheel.cancel(cancelled)).isTrue();
        assertThat(wheel.cancel(cancelled)).isFalse();
        wheel.advance(100);

        assertThat(expired).containsExactly("kept");
    }

    @Test
    void aTimerCannotBeScheduledTwice() {
        TestTimer timer = timer("a");
        wheel.schedule(timer, 100);

        assertThatThrownBy(() -> wheel.schedule(timer, 200)).isInstanceOf(IllegalStateException.class);
    }

    private TestTimer timer(String name) {
        return new TestTimer(name, t -> expired.add(t.name));
    }
}
