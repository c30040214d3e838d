package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Resumable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the methods of a program needed when each came to its last await, as {@link NotingRewriter} has them say, and the
 * comparison with what their frames hold once they are suspended there. One run at a time.
 */
public final class LiveNotes {
    private static final Map<String, Object[]> NOTED = new HashMap<>();

    private LiveNotes() {}

    /** Called by a method that is about to await. */
    public static void note(String method, Object[] needed) {
        NOTED.put(method, needed);
    }

    /** Called by a method that may be about to suspend in a way that is not noted. */
    public static void forget(String method) {
        NOTED.remove(method);
    }

    static void clear() {
        NOTED.clear();
    }

    /**
     * Compares each frame from the innermost to the outermost one with what was noted; returns how many references were
     * needed in all. A method that is suspended twice in the chain has only one note, and is passed over.
     */
    static int compare(Resumable innermost) {
        Map<String, Frame<?>> suspended = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (Resumable each = innermost; each instanceof Frame<?> frame; each = frame.caller) {
            String method = method(frame);
            if (suspended.put(method, frame) != null) {
                twice.add(method);
            }
        }
        suspended.keySet().removeAll(twice);
        suspended.keySet().retainAll(NOTED.keySet());
        int references = 0;
        for (Map.Entry<String, Frame<?>> each : suspended.entrySet()) {
            Set<Object> needed = identities(NOTED.get(each.getKey()));
            assertThat(held(each.getValue()))
                    .as("what the frame of %s holds in state %s", each.getKey(), each.getValue().state)
                    .isEqualTo(needed);
            references += needed.size();
        }
        return references;
    }

    /** The method that a frame class is named after, as {@link NotingRewriter} names it. */
    private static String method(Frame<?> frame) {
        return frame.getClass().getName().replace('.', '/').replaceAll("\\$Coroutine$", "");
    }

    private static Set<Object> held(Frame<?> frame) {
        return identities(Arrays.stream(frame.getClass().getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !field.getType().isPrimitive())
                .map(field -> value(field, frame))
                .toArray());
    }

    private static Object value(Field field, Frame<?> frame) {
        try {
            field.setAccessible(true);
            return field.get(frame);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<Object> identities(Object[] values) {
        Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
        Arrays.stream(values).filter(value -> value != null).forEach(set::add);
        return set;
    }
}
