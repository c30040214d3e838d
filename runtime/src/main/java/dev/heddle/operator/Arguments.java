package dev.heddle.operator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Numbers that operators are given, checked when they are. Stateless. */
public final class Arguments {
    private Arguments() {}

    public static int atLeast(int least, int number, String what) {
        return (int) atLeast(least, (long) number, what);
    }

    public static long atLeast(long least, long number, String what) {
        if (number < least) {
            throw new IllegalArgumentException(what + " has to be at least " + least + ", not " + number);
        }
        return number;
    }

    /** A duration in nanoseconds, or the longest that fits, which is some hundred years. */
    public static long nanos(Duration duration) {
        return atLeast(0, Math.min(Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS.convert(duration)), "a duration");
    }

    /** A duration of more than nothing, in nanoseconds. */
    public static long period(Duration period) {
        return atLeast(1, nanos(period), "a period in nanoseconds");
    }
}
