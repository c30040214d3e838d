package dev.heddle;

import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coroutine.Awaits;
import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A loop on virtual time that writes down what happens, each line with the time at which it happened. */
public final class World {
    public final ScriptedEngine engine = new ScriptedEngine();

    /** What the loop has told. A test that does not look here fails if there is anything. */
    public final List<String> reports = UntroubledLoops.reports();

    private final StringBuilder trace = new StringBuilder();

    /** A world at time 0. */
    public World() {}

    public LoopOptions options() {
        return LoopOptions.defaults()
                .named("test")
                .engine(() -> engine)
                .reporter((sentence, failure) -> reports.add(sentence + ": " + failure));
    }

    /** Runs a program in a loop of this world. It must not forget a coroutine, as far as that is noticed. */
    public <T extends @Nullable Object> T run(Coroutine<T> program) {
        List<String> forgotten = new ArrayList<>();
        T result = Loop.run(
                options().exceptionHandler(trouble -> {
                    if (trouble.kind() == Trouble.Kind.NEVER_AWAITED) {
                        forgotten.add(trouble.sentence());
                    } else {
                        reports.add(trouble.sentence() + ": " + trouble.failure());
                    }
                }),
                program);
        assertThat(forgotten).isEmpty();
        return result;
    }

    /** Writes a line into the trace. */
    public void log(@Nullable Object line) {
        String time = Duration.ofNanos(engine.nanos()).toString().substring(2).toLowerCase(Locale.ROOT);
        trace.append(time).append("  ").append(line).append('\n');
    }

    public String trace() {
        return trace.toString();
    }

    /** Sleeps, writes down how that ended, and ends in the same way; {@code result} is the line and the result. */
    public <T> Coroutine<T> after(int seconds, T result) {
        return steps(start -> Awaits.await(sleep(Duration.ofSeconds(seconds))), slept -> {
            if (slept.failure() != null) {
                log(result + ": " + slept.failure());
            }
            slept.get();
            log(result);
            return result;
        });
    }

    /** Sleeps, then throws; a cancellation is written down and thrown on. */
    <T> Coroutine<T> failing(int seconds, Throwable failure) {
        return steps(start -> Awaits.await(sleep(Duration.ofSeconds(seconds))), slept -> {
            if (slept.failure() != null) {
                log(failure.getMessage() + ": " + slept.failure());
            }
            slept.get();
            log("throws " + failure.getMessage());
            throw failure;
        });
    }

    /** Sleeps for a second, and when that is cut short throws {@code failure} instead. */
    <T> Coroutine<T> failingWhenCancelled(Throwable failure) {
        return steps(start -> Awaits.await(sleep(Duration.ofSeconds(1000))), slept -> {
            throw failure;
        });
    }
}
