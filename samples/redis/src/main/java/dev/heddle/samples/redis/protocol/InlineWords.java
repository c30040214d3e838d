package dev.heddle.samples.redis.protocol;

/**
 * The words of a request that a person has typed: separated by white space, in double quotes with escapes as in C, or in
 * single quotes. A word in quotes ends where the quotes do.
 */
final class InlineWords {
    private final byte[] line;
    private int position;

    /** Words without their quotes are no longer than with them, so they are written over the line they come from. */
    private int written;

    private InlineWords(byte[] line) {
        this.line = line;
    }

    /** Makes the words of {@code line}, which belongs to the request from here on, the arguments of {@code target}. */
    static void split(byte[] line, Request target) throws ProtocolException {
        target.clear();
        InlineWords words = new InlineWords(line);
        while (words.skipSpace()) {
            int start = words.written;
            words.takeWord();
            target.add(start, words.written - start);
        }
        target.place(line, 0);
    }

    /** True if a word follows. */
    private boolean skipSpace() {
        while (position < line.length && isSpace(line[position])) {
            position++;
        }
        return position < line.length;
    }

    private void takeWord() throws ProtocolException {
        while (position < line.length && !isSpace(line[position])) {
            byte b = line[position++];
            if (b == '"' || b == '\'') {
                takeQuoted(b);
                if (position < line.length && !isSpace(line[position])) {
                    throw new ProtocolException("unbalanced quotes in request");
                }
                return;
            }
            line[written++] = b;
        }
    }

    private void takeQuoted(byte quote) throws ProtocolException {
        while (position < line.length) {
            byte b = line[position++];
            if (b == quote) {
                return;
            }
            if (b == '\\' && position < line.length && quote == '"') {
                b = escaped(line[position++]);
            } else if (b == '\\' && position < line.length && line[position] == '\'') {
                b = line[position++];
            }
            line[written++] = b;
        }
        throw new ProtocolException("unbalanced quotes in request");
    }

    private byte escaped(byte letter) {
        switch (letter) {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'b':
                return '\b';
            case 'a':
                return 7;
            case 'x':
                int high = hexDigit(position);
                int low = hexDigit(position + 1);
                if (high < 0 || low < 0) {
                    return letter;
                }
                position += 2;
                return (byte) (16 * high + low);
            default:
                return letter;
        }
    }

    private int hexDigit(int at) {
        return at < line.length ? Character.digit(line[at], 16) : -1;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r' || b == 0;
    }
}
