package dev.heddle.transform.explain;

import java.util.List;

/**
 * The bytecode of a method as text. Immutable.
 *
 * @param title what the method is, for example {@code direct form, buy$async(String, int)}
 * @param bytes of bytecode
 */
record Listing(String title, int bytes, List<String> lines) {
    Listing {
        lines = List.copyOf(lines);
    }
}
