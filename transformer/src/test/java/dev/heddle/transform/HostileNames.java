package dev.heddle.transform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.objectweb.asm.ClassReader;

/** Class files with names that no compiler writes. Stateless. */
public final class HostileNames {
    /** Two bytes for a dot, of which a library for bytecode makes a dot, and whoever decodes UTF-8 does not. */
    public static final String DOT = "\u00c0\u00ae";

    /** The two bytes of class files for the character that ends a name for the operating system. */
    public static final String NUL = "\u00c0\u0080";

    /** The three bytes of class files for the first half of a character that has two, which alone no file can be named by. */
    public static final String HALF = "\u00ed\u00a0\u0080";

    private static final int FIRST_ENTRY = 10;
    private static final int TEXT = 1;

    private HostileNames() {}

    /**
     * A class file in which each text of the constant pool has another word in the place of {@code word}.
     *
     * @param other a byte for each character
     */
    public static byte[] renamed(byte[] classFile, String word, String other) {
        ClassReader reader = new ClassReader(classFile);
        ByteArrayOutputStream renamed = new ByteArrayOutputStream();
        int copied = FIRST_ENTRY;
        renamed.write(classFile, 0, copied);
        for (int constant = 1; constant < reader.getItemCount(); constant++) {
            int start = reader.getItem(constant);
            if (start > 0 && classFile[start - 1] == TEXT) {
                int length = reader.readUnsignedShort(start);
                byte[] text = new String(classFile, start + 2, length, StandardCharsets.ISO_8859_1)
                        .replace(word, other)
                        .getBytes(StandardCharsets.ISO_8859_1);
                renamed.write(classFile, copied, start - copied);
                renamed.write(text.length >> 8);
                renamed.write(text.length);
                renamed.writeBytes(text);
                copied = start + 2 + length;
            }
        }
        renamed.write(classFile, copied, classFile.length - copied);
        return renamed.toByteArray();
    }
}
