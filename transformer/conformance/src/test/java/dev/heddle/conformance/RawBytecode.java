package dev.heddle.conformance;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes classes with cases that no compiler makes of Java. Used once, by one thread. */
final class RawBytecode {
    static final String PROBE = Type.getInternalName(Probe.class);
    static final String COROUTINE = "dev/heddle/Coroutine";
    static final String COROUTINES = "dev/heddle/Coroutines";
    private static final String ENTRY = "()L" + COROUTINE + ";";

    private final String className;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);

    RawBytecode(String className) {
        this.className = className;
        String internalName = className.replace('.', '/');
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, internalName, null, "java/lang/Object", null);
        MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
    }

    /** Adds a case; its body ends by itself. */
    RawBytecode add(String name, Consumer<MethodVisitor> body) {
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, name, ENTRY, null, null);
        method.visitAnnotation(Type.getDescriptor(Case.class), true).visitEnd();
        method.visitAnnotation("Ldev/heddle/annotation/Async;", false).visitEnd();
        method.visitCode();
        body.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return this;
    }

    /** Adds a case whose body is that of an instance method. */
    RawBytecode addInstance(String name, Consumer<MethodVisitor> body) {
        String internalName = className.replace('.', '/');
        add(name, method -> {
            method.visitTypeInsn(Opcodes.NEW, internalName);
            method.visitInsn(Opcodes.DUP);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, internalName, "<init>", "()V", false);
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, internalName, name + "Body", ENTRY, false);
            method.visitInsn(Opcodes.ARETURN);
        });
        MethodVisitor method = writer.visitMethod(0, name + "Body", ENTRY, null, null);
        method.visitAnnotation("Ldev/heddle/annotation/Async;", false).visitEnd();
        method.visitCode();
        body.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return this;
    }

    SortedMap<String, byte[]> classFiles() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(className.replace('.', '/'), writer.toByteArray());
        return files;
    }

    /** {@code (int) await(Probe.of(value))} for the int on the stack. */
    static void awaitInt(MethodVisitor method) {
        call(method, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
        call(method, PROBE, "of", "(Ljava/lang/Object;)L" + COROUTINE + ";");
        call(method, COROUTINES, "await", "(L" + COROUTINE + ";)Ljava/lang/Object;");
        method.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Integer");
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
    }

    /** {@code return done(value)} for the int on the stack. */
    static void doneInt(MethodVisitor method) {
        call(method, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
        doneReference(method);
    }

    static void doneReference(MethodVisitor method) {
        call(method, COROUTINES, "done", "(Ljava/lang/Object;)L" + COROUTINE + ";");
        method.visitInsn(Opcodes.ARETURN);
    }

    static void call(MethodVisitor method, String owner, String name, String descriptor) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
}
