package dev.heddle.transform;

import java.util.List;
import java.util.SortedMap;

/** What weaving one class file came to. */
public sealed interface WeaveResult {
    /** Nothing to weave, or woven already: the class file stays as it is. */
    record Unchanged() implements WeaveResult {
        /** The only one that is needed. */
        public static final Unchanged INSTANCE = new Unchanged();
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
