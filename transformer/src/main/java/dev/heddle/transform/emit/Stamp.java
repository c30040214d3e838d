package dev.heddle.transform.emit;

import dev.heddle.transform.Dialect;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.ConstantPool;
import dev.heddle.transform.parse.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;

/**
 * The class attribute that marks what weaving has made, woven classes and frame classes: the weaver's version, the SHA-256 of
 * the class file that was woven, and the internal names of the frame classes of a woven class. A class and its frames are of
 * the same weaving if version and hash are the same. The content refers to nothing else in the class file, so it survives
 * tools that rewrite classes. Immutable.
 *
 * <pre>
 * utf8 version; u1[32] hash; u2 count; utf8[count] frames      (utf8: u2 length, then bytes)
 * </pre>
 */
public final class Stamp extends Attribute {
    private static final int HASH_LENGTH = 32;

    private final String version;
    private final byte[] inputHash;
    private final List<String> frames;

    private Stamp(String version, byte[] inputHash, List<String> frames) {
        super(Names.STAMP);
        this.version = version;
        this.inputHash = inputHash;
        this.frames = List.copyOf(frames);
    }

    /** The stamp for the frame classes of what is woven from {@code input}. */
    public Stamp(String version, byte[] input) {
        this(version, sha256(input), List.of());
    }

    /** The stamp of the woven class itself. */
    Stamp withFrames(List<String> names) {
        return new Stamp(version, inputHash, names);
    }

    /**
     * The stamp of a class file, null if it has none; one whose content cannot be read is of version {@code unknown}. Of a
     * class file that does not name the stamp no more is read than its constants.
     */
    public static @Nullable Stamp of(byte[] classFile) {
        return ConstantPool.scan(classFile, Dialect.HEDDLE) == ConstantPool.Interest.WOVEN
                ? ClassFile.attribute(classFile, new Stamp("", new byte[0], List.of()))
                : null;
    }

    /** The version of the weaver. */
    public String version() {
        return version;
    }

    /** The internal names of the frame classes that belong to the class. */
    public List<String> frames() {
        return frames;
    }

    /** Whether the woven class was made of this class file. */
    public boolean isOfWeaving(byte[] input) {
        return Arrays.equals(inputHash, sha256(input));
    }

    /** Whether both classes come from weaving the same class file with the same version. */
    public boolean isOfSameWeaving(Stamp other) {
        return version.equals(other.version) && Arrays.equals(inputHash, other.inputHash);
    }

    @Override
    protected Attribute read(
            ClassReader reader, int offset, int length, char[] buffer, int codeOffset, Label @Nullable [] labels) {
        try {
            Content content = new Content(reader, offset, offset + length);
            String text = content.utf8();
            byte[] hash = content.bytes(HASH_LENGTH);
            List<String> names = new ArrayList<>();
            for (int left = content.u2(); left > 0; left--) {
                names.add(content.utf8());
            }
            return new Stamp(text, hash, names);
        } catch (IndexOutOfBoundsException cutOff) {
            return new Stamp("unknown", new byte[HASH_LENGTH], List.of());
        }
    }

    @Override
    protected ByteVector write(ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
        ByteVector content = new ByteVector();
        putUtf8(content, version);
        content.putByteArray(inputHash, 0, inputHash.length);
        content.putShort(frames.size());
        frames.forEach(name -> putUtf8(content, name));
        return content;
    }

    private static void putUtf8(ByteVector content, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        content.putShort(bytes.length).putByteArray(bytes, 0, bytes.length);
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /** Reads the content from its beginning; confined to one call. */
    private static final class Content {
        private final ClassReader reader;
        private final int end;
        private int at;

        Content(ClassReader reader, int start, int end) {
            this.reader = reader;
            this.at = start;
            this.end = end;
        }

        int u2() {
            byte[] two = bytes(Short.BYTES);
            return (two[0] & 0xFF) << 8 | two[1] & 0xFF;
        }

        String utf8() {
            return new String(bytes(u2()), StandardCharsets.UTF_8);
        }

        byte[] bytes(int length) {
            if (length > end - at) {
                throw new IndexOutOfBoundsException(length);
            }
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) reader.readByte(at++);
            }
            return bytes;
        }
    }
}
