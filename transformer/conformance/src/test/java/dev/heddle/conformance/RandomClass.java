package dev.heddle.conformance;

import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class of generated methods, {@code m1} for seed 1 and so on; what a method is depends on its own seed only. Stateless.
 */
final class RandomClass {
    static final String NAME = "raw/Random";
    static final String LEAF = "(I)L" + RandomTypes.COROUTINE + ";";
    static final String WIDE_LEAF = "(JLjava/lang/Object;D)L" + RandomTypes.COROUTINE + ";";

    private static final String[] ARGUMENTS = {
        "", "I", "J", "Ljava/lang/String;D", "[IJI", "FLjava/lang/Object;", "DLjava/lang/String;I[Ljava/lang/Object;"
    };

    private RandomClass() {}

    /** The class file with the methods of these seeds. */
    static SortedMap<String, byte[]> of(long... seeds) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER | Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
        constructor(writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null));
        toString(writer.visitMethod(Opcodes.ACC_PUBLIC, "toString", "()Ljava/lang/String;", null, null));
        leaf(async(writer, "leaf", LEAF));
        wideLeaf(async(writer, "leaf", WIDE_LEAF));
        LongStream.of(seeds).forEach(seed -> method(writer, seed));
        writer.visitEnd();
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(NAME, writer.toByteArray());
        return files;
    }

    private static void method(ClassWriter writer, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
        boolean isStatic = random.nextBoolean();
        String arguments = ARGUMENTS[random.nextInt(ARGUMENTS.length)];
        RandomTypes types = new RandomTypes(9 + random.nextInt(6));
        int slot = 0;
        if (!isStatic) {
            types.store(slot++, NAME);
        }
        for (Type type : Type.getArgumentTypes("(" + arguments + ")V")) {
            types.store(slot, verificationType(type));
            slot += type.getSize();
        }
        MethodVisitor method = writer.visitMethod(
                isStatic ? Opcodes.ACC_STATIC : 0,
                "m" + seed,
                "(" + arguments + ")L" + RandomTypes.COROUTINE + ";",
                null,
                null);
        method.visitAnnotation("Ldev/heddle/annotation/Async;", false).visitEnd();
        new RandomMethod(random, method, types, slot).generate();
    }

    private static Object verificationType(Type type) {
        return switch (type.getSort()) {
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.OBJECT, Type.ARRAY -> type.getInternalName();
            default -> Opcodes.INTEGER;
        };
    }

    private static MethodVisitor async(ClassWriter writer, String name, String descriptor) {
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, name, descriptor, null, null);
        method.visitAnnotation("Ldev/heddle/annotation/Async;", false).visitEnd();
        method.visitCode();
        return method;
    }

    /** {@code note(n); return done(await(Probe.of(n)) + 1);} */
    private static void leaf(MethodVisitor method) {
        method.visitVarInsn(Opcodes.ILOAD, 0);
        RawBytecode.call(method, "dev/heddle/conformance/Noted", "note", "(I)V");
        method.visitVarInsn(Opcodes.ILOAD, 0);
        RawBytecode.awaitInt(method);
        method.visitInsn(Opcodes.ICONST_1);
        method.visitInsn(Opcodes.IADD);
        RawBytecode.doneInt(method);
        method.visitMaxs(2, 1);
        method.visitEnd();
    }

    /** {@code note(l); return leaf((int) (await(Probe.of(5)) + d));} */
    private static void wideLeaf(MethodVisitor method) {
        method.visitVarInsn(Opcodes.LLOAD, 0);
        RawBytecode.call(method, "dev/heddle/conformance/Noted", "note", "(J)V");
        method.visitInsn(Opcodes.ICONST_5);
        RawBytecode.awaitInt(method);
        method.visitInsn(Opcodes.I2D);
        method.visitVarInsn(Opcodes.DLOAD, 3);
        method.visitInsn(Opcodes.DADD);
        method.visitInsn(Opcodes.D2I);
        RawBytecode.call(method, NAME, "leaf", LEAF);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(4, 5);
        method.visitEnd();
    }

    private static void constructor(MethodVisitor method) {
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
    }

    private static void toString(MethodVisitor method) {
        method.visitCode();
        method.visitLdcInsn("this");
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
    }
}
