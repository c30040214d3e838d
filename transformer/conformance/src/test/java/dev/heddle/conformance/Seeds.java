package dev.heddle.conformance;

import java.util.stream.LongStream;

/** Which seeds a test of generated programs takes: {@code -Dheddle.seeds=1000-1999} chooses others than its own. */
final class Seeds {
    private static final String CHOSEN = System.getProperty("heddle.seeds");

    private Seeds() {}

    /** The seeds chosen on the command line, or else those from {@code first} to {@code last}. */
    static LongStream chosenOr(long first, long last) {
        if (CHOSEN == null) {
            return LongStream.rangeClosed(first, last);
        }
        String[] range = CHOSEN.split("-");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]));
    }
}
