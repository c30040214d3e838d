package dev.heddle.transform;

import java.util.List;
import java.util.SortedMap;

/** What weaving one class file came to. */
public sealed interface WeaveResult {
    /** What was found, by line. */
    List<Diagnostic> diagnostics();

    /**
     * Nothing to weave, or woven already: the class file stays as it is.
     *
     * @param diagnostics warnings
     */
    record Unchanged(List<Diagnostic> diagnostics) implements WeaveResult {
        /** The one about which nothing is to be said. */
        public static final Unchanged INSTANCE = new Unchanged(List.of());

        static Unchanged with(List<Diagnostic> diagnostics) {
            return diagnostics.isEmpty() ? INSTANCE : new Unchanged(diagnostics);
        }
    }

    /**
     * The class was woven.
     *
     * @param classFile the new class file, in the place of the old one
     * @param frames the frame classes that belong to it: internal name to class file
     * @param plan what was done, as text
     * @param diagnostics warnings
     */
    record Woven(byte[] classFile, SortedMap<String, byte[]> frames, String plan, List<Diagnostic> diagnostics)
            implements WeaveResult {}

    /**
     * The class cannot be woven; nothing of it was.
     *
     * @param diagnostics all that was found, by line; at least one is an error
     */
    record Rejected(List<Diagnostic> diagnostics) implements WeaveResult {}
}
