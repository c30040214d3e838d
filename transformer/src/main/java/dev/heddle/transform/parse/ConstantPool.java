package dev.heddle.transform.parse;

import dev.heddle.transform.Dialect;
import java.nio.charset.StandardCharsets;

/**
 * Tells from the constant pool of a class file whether the class is interesting, without parsing anything else. Stateless.
 */
public final class ConstantPool {
    private static final byte[][] NO_NAMES = {};

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

    /** What makes a class worth parsing in a dialect, besides Heddle's own names. */
    public static byte[][] names(Dialect dialect) {
        if (dialect.awaits().isEmpty() && dialect.omitted().isEmpty()) {
            return NO_NAMES;
        }
        return dialect.owners().stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /**
     * Scans the constant pool.
     *
     * @param dialect what else makes a class worth parsing
     * @throws MalformedClassFile if the bytes are no class file, or are cut off inside the constant pool
     */
    public static Interest scan(byte[] classFile, Dialect dialect) {
        int mentioned = Mentions.in(classFile, names(dialect));
        if (mentioned < 0) {
            throw damage(classFile, mentioned);
        }
        if ((mentioned & Mentions.STAMP) != 0 && ClassFile.hasAttribute(classFile, Names.STAMP)) {
            return Interest.WOVEN;
        }
        if ((mentioned & Mentions.ASYNC) != 0) {
            return Interest.CANDIDATE;
        }
        return (mentioned & Mentions.RETURNS_COROUTINE) != 0 ? Interest.USER : Interest.NONE;
    }

    private static MalformedClassFile damage(byte[] classFile, int kind) {
        switch (kind) {
            case Mentions.NO_CLASS_FILE:
                return new MalformedClassFile("it does not begin like one");
            case Mentions.UNKNOWN_CONSTANT:
                Structure.check(classFile); // which says what is wrong with it
                return new MalformedClassFile("its constant pool cannot be read");
            default:
                return new MalformedClassFile("it is cut off in its constant pool");
        }
    }

    /**
     * The bytes of an entry that is no text, its tag included.
     *
     * @throws MalformedClassFile if there is no such tag
     */
    static int size(int tag) {
        int size = Mentions.size(tag);
        if (size == 0) {
            throw new MalformedClassFile("there is no constant with tag " + tag);
        }
        return size;
    }
}
