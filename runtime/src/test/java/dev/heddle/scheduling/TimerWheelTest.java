package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    @Test
    void aDeadlineInThePastIsDueAtOnce() {
        wheel.advance(1_000);
        wheel.schedule(timer("past"), 10);
        wheel.schedule(timer("negative"), -10);

        assertThat(wheel.nanosUntilNext(1_000)).isZero();
        wheel.advance(1_000);

        assertThat(expired).containsExactly("past", "negative");
    }

    @Test
    void aDelayIsCutToWhatTheClockCanHold() {
        wheel.advance(1_000);

        assertThat(wheel.deadlineAfter(1_000, 5)).isEqualTo(1_005);
        assertThat(wheel.deadlineAfter(1_000, -5)).isEqualTo(1_000);
        assertThat(wheel.deadlineAfter(1_000, Long.MIN_VALUE)).isEqualTo(1_000);
        assertThat(wheel.deadlineAfter(400, 5))
                .as("after the clock stepped back")
                .isEqualTo(1_005);
        wheel.schedule(timer("in 146 years"), wheel.deadlineAfter(1_000, Long.MAX_VALUE));
        wheel.advance(Long.MAX_VALUE / 2);
        assertThat(expired).isEmpty();
        wheel.advance(Long.MAX_VALUE / 2 + 1_000);
        assertThat(expired).containsExactly("in 146 years");
    }

    @Test
    void aClockThatGoesBackStandsStill() {
        wheel.advance(1_000_000);
        wheel.schedule(timer("a"), 1_000_100);

        wheel.advance(5);
        assertThat(wheel.nanosUntilNext(5)).isEqualTo(1_000_095);
        wheel.advance(Long.MIN_VALUE / 2);
        assertThat(expired).isEmpty();
        WheelStructure.check(wheel);
        wheel.advance(1_000_100);

        assertThat(expired).containsExactly("a");
    }

    @Test
    void aLeapOverDecadesExpiresEverythingInOrder() {
        for (int i = 0; i < 62; i++) {
            wheel.schedule(timer("2^" + i), 1L << i);
        }

        wheel.advance(1L << 62);

        assertThat(expired).hasSize(62).startsWith("2^0", "2^1").endsWith("2^61");
        WheelStructure.check(wheel);
    }

    @Test
    void aTimerScheduledByAnExpiryWaitsForTheNextAdvanceEvenWhenDue() {
        TestTimer again = new TestTimer("again", t -> {
            expired.add(t.name);
            wheel.schedule(t, 0);
        });
        wheel.schedule(again, 10);

        wheel.advance(10);
        assertThat(expired).hasSize(1);
        assertThat(wheel.nanosUntilNext(10)).isZero();
        wheel.advance(10);

        assertThat(expired).hasSize(2);
    }

    @Test
    void aTimerCancelledByAnotherOnesExpiryDoesNotExpire() {
        TestTimer last = timer("last");
        TestTimer middle = timer("middle");
        wheel.schedule(
                new TestTimer("first", t -> {
                    expired.add(t.name);
                    wheel.cancel(last);
                    wheel.schedule(timer("new"), 0);
                    wheel.cancel(middle);
                }),
                10);
        wheel.schedule(middle, 20);
        wheel.schedule(timer("kept"), 30);
        wheel.schedule(last, 40);

        wheel.advance(100);
        assertThat(expired).containsExactly("first", "kept");
        WheelStructure.check(wheel);
        wheel.advance(100);

        assertThat(expired).containsExactly("first", "kept", "new");
    }

    @Test
    void anExpiryThatCancelsAllOthersEndsTheAdvance() {
        TestTimer second = timer("second");
        TestTimer third = timer("third");
        wheel.schedule(
                new TestTimer("first", t -> {
                    wheel.cancel(second);
                    wheel.cancel(third);
                    wheel.schedule(timer("new"), 0);
                }),
                10);
        wheel.schedule(second, 10);
        wheel.schedule(third, 10);

        wheel.advance(10);

        assertThat(expired).isEmpty();
        assertThat(wheel.size()).isEqualTo(1);
        WheelStructure.check(wheel);
    }

    @Test
    void anExpiryThatThrowsDoesNotLoseTheOthers() {
        wheel.schedule(
                new TestTimer("broken", t -> {
                    throw new IllegalStateException("broken");
                }),
                10);
        wheel.schedule(timer("behind"), 10);
        wheel.schedule(timer("later"), 20);

        assertThatThrownBy(() -> wheel.advance(15)).hasMessage("broken");
        WheelStructure.check(wheel);
        assertThat(wheel.nanosUntilNext(15)).isZero();
        wheel.schedule(timer("newer"), 15);
        wheel.advance(15);

        assertThat(expired).containsExactly("behind", "newer");
        wheel.advance(20);
        assertThat(expired).endsWith("later");
    }

    @Test
    void sleepingUntilNextTakesFewWakeUpsHoweverManyTimersShareASlot() {
        for (int i = 0; i < 1_000; i++) {
            wheel.schedule(timer("same"), 987_654_321_987L);
        }

        long now = 0;
        int wakeUps = 0;
        while (wheel.size() > 0) {
            long until = wheel.nanosUntilNext(now);
            assertThat(until).isPositive();
            now += until;
            wheel.advance(now);
            wakeUps++;
        }

        assertThat(now).isEqualTo(987_654_321_987L);
        assertThat(wakeUps).isLessThanOrEqualTo(TimerWheel.LEVELS);
    }

    @Test
    void aStormOfCancelledTimersLeavesNothing() {
        Random random = new Random(7);
        List<TestTimer> timers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            TestTimer timer = timer("cancelled");
            timers.add(timer);
            wheel.schedule(timer, random.nextLong() >>> 1 + random.nextInt(60));
        }
        Collections.shuffle(timers, random);

        for (TestTimer timer : timers) {
            wheel.cancel(timer);
            assertThat(timer.isScheduled()).isFalse();
        }

        assertThat(wheel.size()).isZero();
        assertThat(WheelStructure.check(wheel)).isEmpty();
        assertThat(wheel.nanosUntilNext(0)).isEqualTo(Long.MAX_VALUE);
    }

    /** Quadratic behaviour would take hours; the limit is for that, not for speed. */
    @Test
    @Timeout(30)
    void aMillionTimersInOneSlotAreCancelledAndExpireInLinearTime() {
        int[] count = new int[1];
        List<TestTimer> timers = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            TestTimer timer = new TestTimer("crowd", t -> count[0]++);
            timers.add(timer);
            wheel.schedule(timer, (1L << 40) + (i * 7919L & 0xFFFF));
        }
        assertThat(wheel.nanosUntilNext(0)).isEqualTo(1L << 40);

        for (int i = 0; i < timers.size(); i += 2) {
            wheel.cancel(timers.get(i));
        }
        wheel.advance((1L << 40) - 1);
        assertThat(count[0]).isZero();
        wheel.advance((1L << 40) + 0x8000);
        assertThat(count[0]).isBetween(200_000, 300_000);
        WheelStructure.check(wheel);
        wheel.advance((1L << 40) + 0xFFFF);

        assertThat(count[0]).isEqualTo(500_000);
    }

    private TestTimer timer(String name) {
        return new TestTimer(name, t -> expired.add(t.name));
    }
}
