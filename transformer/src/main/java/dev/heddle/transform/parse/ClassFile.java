package dev.heddle.transform.parse;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Reads class files of any version. A major version newer than the bytecode library knows is presented to it as the newest
 * it knows; the class node keeps the true version, so that what is written carries it again. Stateless.
 */
public final class ClassFile {
    private static final int NEWEST = Opcodes.V28;
    private static final int MAJOR_VERSION = 6;

    private ClassFile() {}

    /** The whole class, frames expanded. */
    public static ClassNode parse(byte[] classFile) {
        ClassNode owner = new ClassNode();
        reader(classFile).accept(owner, ClassReader.EXPAND_FRAMES);
        owner.version = version(classFile);
        return owner;
    }

    static ClassReader reader(byte[] classFile) {
        if ((version(classFile) & 0xFFFF) <= NEWEST) {
            return new ClassReader(classFile);
        }
        byte[] presented = classFile.clone();
        presented[MAJOR_VERSION] = (byte) (NEWEST >>> 8);
        presented[MAJOR_VERSION + 1] = (byte) NEWEST;
        return new ClassReader(presented);
    }

    /** The version as class nodes hold it: minor in the upper half, major in the lower. */
    private static int version(byte[] bytes) {
        return (bytes[4] & 0xFF) << 24 | (bytes[5] & 0xFF) << 16 | (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
    }
}
