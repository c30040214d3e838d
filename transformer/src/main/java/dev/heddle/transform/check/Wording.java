package dev.heddle.transform.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a finding. Immutable.
 *
 * @param message what is wrong: lower case, no full stop, identifiers in backticks
 * @param notes reasons
 * @param help the way out, or null
 */
record Wording(String message, List<String> notes, @Nullable String help) {
    Wording(String message, String note, String help) {
        this(message, List.of(note), help);
    }
}
