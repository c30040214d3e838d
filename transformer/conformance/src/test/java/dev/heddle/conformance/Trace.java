package dev.heddle.conformance;

import dev.heddle.Coroutine;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** What a case has done so far, line by line, in the order in which it happened. Confined to one run. */
public final class Trace {
    private final List<String> lines = new ArrayList<>();

    /** Adds a line to the trace of the current run; for the cases. */
    public static void log(Object... words) {
        Script.current().trace().add(render(words.length == 1 ? words[0] : words));
    }

    /** Logs a value in passing; for operands whose order of evaluation matters. */
    public static <T> T seen(T value) {
        log("seen", value);
        return value;
    }

    void add(String line) {
        lines.add(line);
    }

    void returned(Object value) {
        lines.add("returned " + render(value));
    }

    void threw(Throwable thrown) {
        lines.add("threw " + renderThrowable(thrown));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private static String render(Object value) {
        if (value instanceof Throwable thrown) {
            return renderThrowable(thrown);
        }
        if (value != null && value.getClass().isArray()) {
            List<String> elements = IntStream.range(0, Array.getLength(value))
                    .mapToObj(index -> render(Array.get(value, index)))
                    .toList();
            return String.join(" ", elements);
        }
        if (value instanceof Coroutine) {
            return "a coroutine";
        }
        if (value instanceof CompletionStage) {
            return "a future";
        }
        return String.valueOf(value);
    }

    private static String renderThrowable(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.getClass().getName());
        // helpful messages of the virtual machine name methods and local variables, which weaving may change
        if (!(thrown instanceof NullPointerException) && !(thrown instanceof ClassCastException)) {
            text.append(": ").append(thrown.getMessage());
        }
        if (thrown.getCause() != null && thrown.getCause() != thrown) {
            text.append(" caused by (")
                    .append(renderThrowable(thrown.getCause()))
                    .append(')');
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            text.append(" suppressed (").append(renderThrowable(suppressed)).append(')');
        }
        return text.toString();
    }
}
