package dev.heddle;

import dev.heddle.scheduling.Sleep;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * When {@link Coroutines#retry} tries again: {@code exponential(ofMillis(100), ofSeconds(10)).attempts(5)}. Immutable.
 *
 * <p>The delay before attempt n + 1 is {@code first × factor^(n-1)}, at most {@code longest}, of which the jitter takes away
 * a random part, so that those who failed together do not try again together (M. Brooker, "Exponential Backoff And Jitter",
 * AWS Architecture Blog, 2015).
 */
public final class Backoff {
    private final Duration first;
    private final double factor;
    private final Duration longest;
    private final double jitter;
    private final int attempts;
    private final Predicate<? super Exception> retryable;

    private Backoff(
            Duration first,
            double factor,
            Duration longest,
            double jitter,
            int attempts,
            Predicate<? super Exception> retryable) {
        this.first = first;
        this.factor = factor;
        this.longest = longest;
        this.jitter = jitter;
        this.attempts = attempts;
        this.retryable = retryable;
    }

    /** The same delay each time, without jitter, again and again. */
    public static Backoff fixed(Duration delay) {
        return new Backoff(delay, 1, delay, 0, Integer.MAX_VALUE, failure -> true);
    }

    /** Delays that double from {@code first} to {@code longest}, of which up to all is taken away, again and again. */
    public static Backoff exponential(Duration first, Duration longest) {
        return new Backoff(first, 2, longest, 1, Integer.MAX_VALUE, failure -> true);
    }

    /** The same with so many attempts at most, the first included. */
    public Backoff attempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException(attempts + " attempts are none");
        }
        return new Backoff(first, factor, longest, jitter, attempts, retryable);
    }

    /** The same with each delay so many times the one before. */
    public Backoff factor(double factor) {
        return new Backoff(first, factor, longest, jitter, attempts, retryable);
    }

    /** The same with delays shortened at random by up to this part of them, between 0 and 1. */
    public Backoff jitter(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("a jitter is a part between 0 and 1, not " + part);
        }
        return new Backoff(first, factor, longest, part, attempts, retryable);
    }

    /** The same for these exceptions only; any other ends the retries. */
    public Backoff when(Predicate<? super Exception> retryable) {
        return new Backoff(first, factor, longest, jitter, attempts, retryable);
    }

    /** True if another attempt follows when this one, counted from 1, has failed in this way. */
    public boolean triesAgain(int attempt, Exception failure) {
        return attempt < attempts && retryable.test(failure);
    }

    /** How long to wait after this attempt, counted from 1. */
    public Duration delayAfter(int attempt, RandomGenerator random) {
        double most = Math.min(Sleep.nanosOf(longest), Sleep.nanosOf(first) * Math.pow(factor, attempt - 1));
        return Duration.ofNanos((long) (most * (1 - jitter * random.nextDouble())));
    }
}
