package dev.heddle.javac.check;

import java.util.List;

/** How a source has to be changed for a finding to go away. Asked only where somebody wants to know. */
@FunctionalInterface
interface Fix {
    /** There is none that a program could make. */
    Fix NONE = source -> List.of();

    /** The changes, which do not overlap; none if there is no fix. */
    List<Edit> edits(SourceText source);

    /**
     * Replaces a part of a source by something else. Immutable.
     *
     * @param start where the part begins, from 0
     * @param end where it ends, exclusive
     */
    record Edit(int start, int end, String text) {}
}
