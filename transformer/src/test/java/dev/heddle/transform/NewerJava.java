package dev.heddle.transform;

import java.nio.ByteBuffer;
import org.objectweb.asm.ClassReader;

/** Class files such as a later Java may write. Stateless. */
public final class NewerJava {
    /** A major version that no Java has yet. */
    public static final int VERSION = 99;

    /** A constant that no Java has yet. */
    public static final int TAG = 21;

    private NewerJava() {}

    /** The class file in another version, with one more constant, of two bytes, at the end of its pool. */
    public static byte[] withConstant(byte[] classFile, int tag, int version) {
        int end = new ClassReader(classFile).header;
        ByteBuffer longer = ByteBuffer.allocate(classFile.length + 3);
        longer.put(classFile, 0, end).put((byte) tag).putShort((short) 1).put(classFile, end, classFile.length - end);
        longer.putShort(6, (short) version);
        longer.putShort(8, (short) (longer.getShort(8) + 1));
        return longer.array();
    }
}
