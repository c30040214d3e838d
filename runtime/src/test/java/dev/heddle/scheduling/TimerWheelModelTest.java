package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random programs against a sorted set: the wheel must let the same timers expire, at the same readings of the clock, in the
 * same order, whatever the clock does. {@code -Dheddle.seed=n} repeats a failure.
 */
class TimerWheelModelTest {
    private static final long SEED = Long.getLong("heddle.seed", new Random().nextLong());

    private record Entry(long afterStart, long sequence, TestTimer timer) {}

    private final TreeSet<Entry> model =
            new TreeSet<>(Comparator.comparingLong(Entry::afterStart).thenComparingLong(Entry::sequence));
    private final List<TestTimer> expired = new ArrayList<>();
    private final List<TestTimer> expected = new ArrayList<>();
    private final Random random = new Random(SEED);
    private long start;
    private long latest;
    private long sequence;

    @ParameterizedTest
    @CsvSource({
        "0, 12", // from a clock at zero, dense
        "0, 30",
        "0, 45",
        "9223372036854775807, 20", // signed wrap at once
        "9223372036854000000, 24", // signed wrap on the way
        "-1, 20", // wrap of all 64 bits
        "-1000000, 24",
        "-4611686018427387904, 40",
        "123456789123456789, 51", // decades
        "9223372036854775807, 51",
        "-1, 51"
    })
    void behavesAsASortedSet(long startNanos, int magnitude) {
        try {
            run(startNanos, magnitude);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("repeat with -Dheddle.seed=" + SEED + ": " + failure.getMessage(), failure);
        }
    }

    private void run(long startNanos, int magnitude) {
        start = startNanos;
        TimerWheel wheel = new TimerWheel(start);
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> schedule(wheel, anyDistance(magnitude));
                case 4 -> cancelSome(wheel);
                default -> advance(wheel, magnitude);
            }
            if (step % 16 == 0) {
                assertThat(WheelStructure.check(wheel)).hasSize(model.size());
            }
        }
        while (!model.isEmpty()) {
            long until = wheel.nanosUntilNext(start + latest);
            advanceTo(wheel, latest + until);
        }
        assertThat(wheel.size()).isZero();
    }

    /** Mostly near, sometimes far, sometimes past. */
    private long anyDistance(int magnitude) {
        long distance = random.nextLong() >>> Long.SIZE - 1 - random.nextInt(magnitude);
        return random.nextInt(10) == 0 ? -distance : distance;
    }

    private void schedule(TimerWheel wheel, long distance) {
        TestTimer timer = new TestTimer("timer " + sequence, expired::add);
        long deadline = Math.max(latest, latest + distance);
        wheel.schedule(timer, start + latest + distance);
        model.add(new Entry(deadline, sequence++, timer));
    }

    private void cancelSome(TimerWheel wheel) {
        for (int i = random.nextInt(4); i > 0 && !model.isEmpty(); i--) {
            Entry probe = new Entry(latest + anyDistance(40), random.nextLong(), model.first().timer);
            Entry entry = model.ceiling(probe);
            entry = entry == null ? model.last() : entry;
            model.remove(entry);
            assertThat(wheel.cancel(entry.timer)).isTrue();
            assertThat(wheel.cancel(entry.timer)).isFalse();
        }
    }

    private void advance(TimerWheel wheel, int magnitude) {
        switch (random.nextInt(8)) {
            case 0 -> advanceTo(wheel, latest); // stands still
            case 1 -> advanceTo(wheel, latest - (random.nextLong() >>> 20)); // goes back
            case 2 -> advanceTo(wheel, latest + (random.nextLong() >>> Long.SIZE - magnitude)); // leaps
            case 3 -> advanceTo(wheel, latest + random.nextInt(100));
            default -> {
                long until = wheel.nanosUntilNext(start + latest);
                if (until != Long.MAX_VALUE) {
                    advanceTo(wheel, latest + until);
                }
            }
        }
    }

    private void advanceTo(TimerWheel wheel, long afterStart) {
        checkNext(wheel, afterStart);
        latest = Math.max(latest, afterStart);
        while (!model.isEmpty() && model.first().afterStart <= latest) {
            expected.add(model.first().timer);
            model.pollFirst();
        }
        wheel.advance(start + afterStart);
        if (!expired.equals(expected)) {
            assertThat(expired).isEqualTo(expected);
        }
        expired.clear();
        expected.clear();
    }

    /** Never later than the next deadline, and exact where few timers are in play. */
    private void checkNext(TimerWheel wheel, long afterStart) {
        long until = wheel.nanosUntilNext(start + afterStart);
        if (model.isEmpty()) {
            assertThat(until).isEqualTo(Long.MAX_VALUE);
            return;
        }
        long first = model.first().afterStart;
        long exact = first <= latest ? 0 : Math.max(0, first - afterStart);
        assertThat(until).isBetween(0L, exact);
        if (model.size() <= TimerWheel.EXACT) {
            assertThat(until).isEqualTo(exact);
        }
    }
}
