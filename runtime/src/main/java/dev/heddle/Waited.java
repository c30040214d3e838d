package dev.heddle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a wait for several tasks has come to. Immutable.
 *
 * @param ended those that have ended, in whatever way, in the order in which they were given
 * @param pending those that have not, in the order in which they were given
 */
public record Waited<T extends @Nullable Object>(List<Task<T>> ended, List<Task<T>> pending) {
    /** Keeps copies of the lists; none of their tasks may be null. */
    public Waited {
        ended = List.copyOf(ended);
        pending = List.copyOf(pending);
    }
}
