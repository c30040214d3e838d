package dev.heddle.transform.parse;

/**
 * Which of the few names that make a class interesting are in its constant pool (JVMS §4.4). Nothing else is looked at, and
 * no other class of the weaver is needed: the agent asks this of every class, long before there is something to weave.
 * Stateless.
 */
public final class Mentions {
    /** None of them. */
    public static final int NOTHING = 0;

    /** {@code @Async}, {@code Coroutines} or one of the names that are asked for: worth parsing. */
    public static final int ASYNC = 1;

    /** A method that returns a coroutine. */
    static final int RETURNS_COROUTINE = 2;

    /** The name of the stamp, which need not be the stamp. */
    static final int STAMP = 4;

    /**
     * Instead of what is mentioned: the bytes do not begin like a class file. Damage is a negative odd number, which has {@link
     * #ASYNC} in it: to say what is wrong is up to the weaver.
     */
    static final int NO_CLASS_FILE = -1;

    /** Instead of what is mentioned: the bytes end in the constant pool. */
    static final int CUT_OFF = -3;

    /** Instead of what is mentioned: there is a constant that no class file has. */
    static final int UNKNOWN_CONSTANT = -5;

    private static final byte[] ASYNC_NAME = ascii(Names.ASYNC_DESCRIPTOR);
    private static final byte[] COROUTINES_NAME = ascii(Names.COROUTINES);
    private static final byte[] RETURNS_COROUTINE_END = ascii(")L" + Names.COROUTINE + ";");
    private static final byte[] STAMP_NAME = ascii(Names.STAMP);

    private static final int MAGIC = 0xCAFEBABE;
    private static final int FIRST_ENTRY = 10;
    private static final int TEXT = 1;

    private Mentions() {}

    /**
     * What is mentioned, as a sum.
     *
     * @param more other names that make a class worth parsing
     * @return a negative number if the bytes are damaged
     */
    public static int in(byte[] classFile, byte[][] more) {
        if (classFile.length < FIRST_ENTRY || (int2(classFile, 0) << 16 | int2(classFile, 2)) != MAGIC) {
            return NO_CLASS_FILE;
        }
        int mentioned = NOTHING;
        int entries = int2(classFile, 8);
        int at = FIRST_ENTRY;
        try {
            for (int index = 1; index < entries; index++) {
                int tag = classFile[at];
                if (tag == TEXT) {
                    int length = int2(classFile, at + 1);
                    at += 3 + length;
                    mentioned |= name(classFile, at, length, more);
                } else {
                    int size = size(tag);
                    if (size == 0) {
                        return UNKNOWN_CONSTANT;
                    }
                    at += size;
                    index += tag == 5 || tag == 6 ? 1 : 0; // long and double take two entries
                }
            }
        } catch (ArrayIndexOutOfBoundsException cutOff) {
            return CUT_OFF;
        }
        return mentioned;
    }

    /** The bytes of an entry that is no text, its tag included; 0 if there is no such tag. */
    static int size(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 3; // class, string, method type, module, package
            case 15 -> 4; // method handle
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5; // int, float, member references, name and type, dynamic
            case 5, 6 -> 9; // long, double
            default -> 0;
        };
    }

    /** Most texts differ in their last byte or their length from all that is looked for. */
    private static int name(byte[] bytes, int end, int length, byte[][] more) {
        if (length >= STAMP_NAME.length) { // the shortest of them
            byte last = bytes[end - 1];
            if (last == ';') {
                if (length == ASYNC_NAME.length && endsWith(bytes, end, ASYNC_NAME)) {
                    return ASYNC;
                }
                if (length >= RETURNS_COROUTINE_END.length && endsWith(bytes, end, RETURNS_COROUTINE_END)) {
                    return RETURNS_COROUTINE;
                }
            } else if (last == 's') {
                if (length == COROUTINES_NAME.length && endsWith(bytes, end, COROUTINES_NAME)) {
                    return ASYNC;
                }
            } else if (length == STAMP_NAME.length && endsWith(bytes, end, STAMP_NAME)) {
                return STAMP;
            }
        }
        for (byte[] each : more) {
            if (length == each.length && endsWith(bytes, end, each)) {
                return ASYNC;
            }
        }
        return NOTHING;
    }

    /** Compares from the end, where the names that matter differ from most others at once. */
    private static boolean endsWith(byte[] bytes, int end, byte[] wanted) {
        int offset = end - wanted.length;
        for (int i = wanted.length - 1; i >= 0; i--) {
            if (bytes[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int int2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    /** Without a class for the encoding, of which the virtual machine would load more than there are here. */
    private static byte[] ascii(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }
}
