package dev.heddle.transform.source;

/**
 * A word or sign of a Java source. Immutable.
 *
 * @param text as it stands there; of a text in quotes, what is between them
 * @param line from 1
 * @param column from 0
 */
record Token(Kind kind, String text, int line, int column) {
    /** What a token is. */
    enum Kind {
        /** A name, a keyword or a number. */
        WORD,
        /** A text or a character in quotes. */
        TEXT,
        /** Anything else, one character each. */
        SIGN
    }

    boolean is(String sign) {
        return kind != Kind.TEXT && text.equals(sign);
    }
}
