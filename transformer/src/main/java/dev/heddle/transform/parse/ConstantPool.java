package dev.heddle.transform.parse;

import dev.heddle.transform.Dialect;
import java.nio.charset.StandardCharsets;

/**
 * Looks through the constant pool of a class file for the few names that make a class interesting, without parsing
 * anything else (JVMS §4.4). Stateless.
 */
public final class ConstantPool {
    private static final byte[] ASYNC = utf8(Names.ASYNC_DESCRIPTOR);
    private static final byte[] COROUTINES = utf8(Names.COROUTINES);
    private static final byte[] RETURNS_COROUTINE = utf8(")L" + Names.COROUTINE + ";");
    private static final byte[] STAMP = utf8(Names.STAMP);

    private static final int MAGIC = 0xCAFEBABE;
    private static final int FIRST_ENTRY = 10;

    /** What the constant pool says about a class. */
    public enum Interest {
        /** Nothing of Heddle is named that matters. */
        NONE,
        /** Calls or declares methods that return a coroutine: nothing to weave, but mistakes can be made with it. */
        USER,
        /** Carries the stamp: woven already. */
        WOVEN,
        /** Worth parsing. */
        CANDIDATE
    }

    private ConstantPool() {}

    /**
     * Scans the constant pool.
     *
     * @param dialect what else makes a class worth parsing
     * @throws MalformedClassFile if the bytes are no class file, or are cut off inside the constant pool
     */
    public static Interest scan(byte[] classFile, Dialect dialect) {
        if (classFile.length < FIRST_ENTRY || int4(classFile, 0) != MAGIC) {
            throw new MalformedClassFile("it does not begin like one");
        }
        Interest interest = Interest.NONE;
        byte[][] owners = dialect.owners().stream().map(ConstantPool::utf8).toArray(byte[][]::new);
        int entries = int2(classFile, 8);
        int at = FIRST_ENTRY;
        try {
            for (int index = 1; index < entries; index++) {
                int tag = classFile[at];
                if (tag == 1) {
                    int length = int2(classFile, at + 1);
                    int start = at + 3;
                    if (matches(classFile, start, length, STAMP)) {
                        if (ClassFile.hasAttribute(classFile, Names.STAMP)) {
                            return Interest.WOVEN;
                        }
                    }
                    if (matches(classFile, start, length, ASYNC)
                            || matches(classFile, start, length, COROUTINES)
                            || matchesAny(classFile, start, length, owners)) {
                        interest = Interest.CANDIDATE;
                    } else if (interest == Interest.NONE && endsWith(classFile, start, length, RETURNS_COROUTINE)) {
                        interest = Interest.USER;
                    }
                    at = start + length;
                } else {
                    at += size(tag);
                    index += tag == 5 || tag == 6 ? 1 : 0; // long and double take two entries
                }
            }
        } catch (ArrayIndexOutOfBoundsException cutOff) {
            throw new MalformedClassFile("it is cut off in its constant pool", cutOff);
        }
        return interest;
    }

    /** The bytes of an entry that is no text, its tag included. */
    static int size(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 3; // class, string, method type, module, package
            case 15 -> 4; // method handle
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5; // int, float, member references, name and type, dynamic
            case 5, 6 -> 9; // long, double
            default -> throw new MalformedClassFile("there is no constant with tag " + tag);
        };
    }

    private static boolean matchesAny(byte[] bytes, int start, int length, byte[][] wanted) {
        for (byte[] each : wanted) {
            if (matches(bytes, start, length, each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, int start, int length, byte[] wanted) {
        return length == wanted.length && endsWith(bytes, start, length, wanted);
    }

    /** Compares from the end, where the names that matter differ from most others at once. */
    private static boolean endsWith(byte[] bytes, int start, int length, byte[] wanted) {
        int offset = start + length - wanted.length;
        if (offset < start) {
            return false;
        }
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

    private static int int4(byte[] bytes, int at) {
        return int2(bytes, at) << 16 | int2(bytes, at + 2);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
