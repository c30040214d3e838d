package dev.heddle.transform.source;

/**
 * A part of a line of a source. Immutable.
 *
 * @param column where it begins, from 0
 * @param end where it ends
 */
public record Span(int column, int end) {
    /** Whether a character belongs to both. */
    public boolean overlaps(Span other) {
        return column < other.end && other.column < end;
    }
}
