package dev.heddle;

import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a {@link LoopDump} as JSON (RFC 8259). One use each. */
final class DumpJson {
    private static final char FIRST_PRINTABLE = ' ';

    private final StringBuilder json = new StringBuilder();

    private DumpJson() {}

    static String of(LoopDump dump) {
        DumpJson writer = new DumpJson();
        writer.object(() -> {
            writer.field("loop", dump.loop());
            writer.array("tasks", dump.tasks(), writer::task);
            writer.name("omitted").append(dump.omitted());
        });
        return writer.json.toString();
    }

    static String string(String text) {
        DumpJson writer = new DumpJson();
        writer.text(text);
        return writer.json.toString();
    }

    private void task(LoopDump.OneTask task) {
        object(() -> {
            field("name", task.name());
            field("state", task.state());
            field("waitsFor", task.waitsFor());
            field("cancelled", task.cancelled());
            StackTraceElement spawnedAt = task.spawnedAt();
            if (spawnedAt != null) {
                name("spawnedAt");
                position(spawnedAt);
            }
            array("frames", task.frames(), this::frame);
            array("scopes", task.scopes(), this::scope);
        });
    }

    private void frame(LoopDump.OneFrame frame) {
        object(() -> {
            name("position");
            position(frame.position());
            if (!frame.variables().isEmpty()) {
                name("variables");
                object(() -> frame.variables().forEach(this::field));
            }
        });
    }

    private void scope(LoopDump.OneScope scope) {
        object(() -> {
            field("name", scope.name());
            field("timeLeft", scope.timeLeft());
            array("tasks", scope.tasks(), this::task);
        });
    }

    private void position(StackTraceElement position) {
        object(() -> {
            field("method", position.getClassName() + "." + position.getMethodName());
            field("file", position.getFileName());
            name("line").append(position.getLineNumber());
        });
    }

    private void object(Runnable fields) {
        json.append('{');
        fields.run();
        json.append('}');
    }

    private <E> void array(String name, Iterable<E> elements, Consumer<E> writer) {
        name(name).append('[');
        for (Iterator<E> each = elements.iterator(); each.hasNext(); ) {
            writer.accept(each.next());
            if (each.hasNext()) {
                json.append(',');
            }
        }
        json.append(']');
    }

    private void field(String name, @Nullable Object value) {
        if (value != null) {
            name(name);
            text(value.toString());
        }
    }

    private StringBuilder name(String name) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        text(name);
        return json.append(':');
    }

    private void text(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c)); // a surrogate may stand alone
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
