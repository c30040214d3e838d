package dev.heddle.transform.emit;

import dev.heddle.transform.parse.Names;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;

/**
 * The class attribute that marks woven classes: {@code u2} constant pool index of the weaver's version as text, then the
 * SHA-256 of the class file that was woven.
 */
public final class Stamp extends Attribute {
    private final String version;
    private final byte[] inputHash;

    /** The stamp for what is woven from {@code input}. */
    public Stamp(String version, byte[] input) {
        super(Names.STAMP);
        this.version = version;
        this.inputHash = sha256(input);
    }

    @Override
    protected ByteVector write(ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
        ByteVector content = new ByteVector();
        content.putShort(writer.newUTF8(version));
        content.putByteArray(inputHash, 0, inputHash.length);
        return content;
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
