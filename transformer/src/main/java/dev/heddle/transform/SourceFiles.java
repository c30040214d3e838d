package dev.heddle.transform;

import java.util.List;

/** Finds the text of source files, for messages. Implementations may be called from any thread. */
@FunctionalInterface
public interface SourceFiles {
    /** Knows no file. */
    SourceFiles NONE = file -> List.of();

    /**
     * The lines of a file; none if it cannot be found or read.
     *
     * @param file as in {@link Diagnostic.Place#file}, for example {@code shop/Store.java}
     */
    List<String> lines(String file);
}
