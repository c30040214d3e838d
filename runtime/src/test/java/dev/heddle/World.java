package dev.heddle;

import dev.heddle.testing.ScriptedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loop on virtual time that writes down what happens: each line with the time at which it happened. */
final class World {
    final ScriptedEngine engine = new ScriptedEngine();
    final List<String> reports = new ArrayList<>();
    private final StringBuilder trace = new StringBuilder();

    LoopOptions options() {
        return LoopOptions.defaults()
                .named("test")
                .engine(() -> engine)
                .reporter((sentence, failure) -> reports.add(sentence + ": " + failure));
    }

    /** Runs a program in a loop of this world. */
    <T extends @Nullable Object> T run(Coroutine<T> program) {
        return Loop.run(options(), program);
    }

    /** Writes a line into the trace. */
    void log(Object line) {
        trace.append(Duration.ofNanos(engine.nanos()).toString().substring(2).toLowerCase(java.util.Locale.ROOT))
                .append("  ")
                .append(line)
                .append('\n');
    }

    String trace() {
        return trace.toString();
    }
}
