package dev.heddle.transform.parse;

/** How long a text is where a class file holds it, in modified UTF-8 (JVMS §4.4.7). Stateless. */
public final class TextLength {
    /** Bytes that a text in a class file can have: a name, a descriptor, a string constant. */
    public static final int MOST = 65535;

    private TextLength() {}

    /** The bytes of a text. */
    public static int of(String text) {
        int bytes = 0;
        for (int at = 0; at < text.length(); at++) {
            char here = text.charAt(at);
            bytes += here > 0 && here < 0x80 ? 1 : here < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    /** Whether a class file can hold the text. */
    public static boolean fits(String text) {
        return of(text) <= MOST;
    }
}
