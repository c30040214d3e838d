package dev.heddle.coroutine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a frame that does not run tells of its method: where it is suspended, and what its variables hold. Immutable, the
 * values themselves apart.
 *
 * @param position the method and the line of the await; of the first line for a cold frame
 * @param variables name to value of the variables that are kept, in the order of their declaration; empty where the class
 *     was compiled without them
 */
public record Suspension(StackTraceElement position, Map<String, @Nullable Object> variables) {
    /** As many as the virtual machine keeps of a real stack. */
    static final int MOST_CALLERS = 1024;

    /** The same for all variables: slot number, name, descriptor. */
    private static final int FIELDS = 3;

    /** Keeps a copy of the variables, in their order. */
    public Suspension {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** What a frame tells, or null if it is running, or no activation of a woven method. Confined to the frame's thread. */
    public static @Nullable Suspension of(Frame<?> frame) {
        StackTraceElement position = frame.position();
        if (position == null || frame.state < 0) {
            return null;
        }
        String table = frame.variables();
        return new Suspension(position, table == null ? Map.of() : variables(frame.slots(), table, frame.state));
    }

    /** Where the method begins whose activation has ended; null if that is no woven one. Confined to the frame's thread. */
    public static @Nullable StackTraceElement beginning(Frame<?> ended) {
        ended.state = Frame.STARTED; // in which its position is the first line
        return ended.position();
    }

    /**
     * Where the frames stand that wait for {@code innermost}, itself included, from the inside out, at most a thousand. Confined
     * to the thread of the frames.
     */
    public static List<StackTraceElement> positions(@Nullable Resumable innermost) {
        List<StackTraceElement> positions = new ArrayList<>();
        Resumable next = innermost;
        while (next instanceof Frame<?> frame && positions.size() < MOST_CALLERS) {
            StackTraceElement position = frame.position();
            if (position != null) {
                positions.add(position);
            }
            next = frame.caller;
        }
        return positions;
    }

    /**
     * The stack of a thread that runs a step, as an exception would show it that is thrown there. Any thread: what is read of
     * frames may be a little old.
     *
     * @param innermost from where on the step was resumed
     */
    public static StackTraceElement[] liveStack(StackTraceElement[] trace, @Nullable Resumable innermost) {
        return LogicalTrace.live(trace, innermost);
    }

    /** What {@link #positions} gives, with variables. */
    public static List<Suspension> chain(@Nullable Resumable innermost) {
        List<Suspension> chain = new ArrayList<>();
        Resumable next = innermost;
        while (next instanceof Frame<?> frame && chain.size() < MOST_CALLERS) {
            Suspension suspension = of(frame);
            if (suspension != null) {
                chain.add(suspension);
            }
            next = frame.caller;
        }
        return chain;
    }

    /** Of how many states the table of a frame tells, the cold one included. */
    static int states(String table) {
        int states = 0;
        for (int at = endOfDeclared(table) + 1; at < table.length(); at += 1 + table.charAt(at)) {
            states++;
        }
        return states;
    }

    private static int endOfDeclared(String table) {
        return table.startsWith("\n") ? 0 : table.indexOf("\n\n") + 1;
    }

    /** The format of the table is told where it is written, in {@code DumpMethods} of the weaver. */
    private static Map<String, @Nullable Object> variables(@Nullable Object[] slots, String table, int state) {
        int end = endOfDeclared(table);
        String[] declared = table.substring(0, end).split("\n");
        int at = end + 1;
        for (int before = 0; before < state; before++) {
            at += 1 + table.charAt(at);
        }
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        for (int i = 1; i <= table.charAt(at); i++) {
            String[] variable = declared[table.charAt(at + i)].split(" ", FIELDS);
            int slot = Integer.parseInt(variable[0]);
            variables.put(variable[1], slot < 0 ? null : typed(slots[slot], variable[2]));
        }
        return variables;
    }

    /** Slots know one kind of integer only. */
    private static @Nullable Object typed(@Nullable Object value, String descriptor) {
        if (!(value instanceof Integer number)) {
            return value;
        }
        return switch (descriptor) {
            case "Z" -> number != 0;
            case "B" -> number.byteValue();
            case "S" -> number.shortValue();
            case "C" -> (char) number.intValue();
            default -> number;
        };
    }
}
