package dev.heddle.conformance;

import static dev.heddle.conformance.RawBytecode.awaitInt;
import static dev.heddle.conformance.RawBytecode.call;
import static dev.heddle.conformance.RawBytecode.doneInt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/** Woven code does what blocking code does in class files of Java 5: no stack maps, and {@code finally} by subroutine. */
final class OldBytecodeTest {
    private static final String NAME = "raw.Old";
    private static final String LOG = "(Ljava/lang/Object;)Ljava/lang/Object;";

    @TestFactory
    Stream<DynamicTest> codeOfJava5() {
        Map<String, Consumer<MethodVisitor>> cases = new LinkedHashMap<>();
        cases.put("awaitInASubroutine", OldBytecodeTest::awaitInASubroutine);
        cases.put("subroutineInASubroutine", OldBytecodeTest::subroutineInASubroutine);
        cases.put("finallyThatAwaits", OldBytecodeTest::finallyThatAwaits);
        cases.put("subroutineThatIsLeftByAJump", OldBytecodeTest::subroutineThatIsLeftByAJump);
        cases.put("classesThatMeet", OldBytecodeTest::classesThatMeet);
        cases.put("interfacesThatMeet", OldBytecodeTest::interfacesThatMeet);
        cases.put("arraysThatMeet", OldBytecodeTest::arraysThatMeet);
        cases.put("newInALoop", OldBytecodeTest::newInALoop);
        return Differential.tests(
                NAME, classFile(cases, Opcodes.V17, ClassWriter.COMPUTE_FRAMES), classFile(cases, Opcodes.V1_5, 0))
                .stream();
    }

    private static SortedMap<String, byte[]> classFile(
            Map<String, Consumer<MethodVisitor>> cases, int version, int flags) {
        ClassWriter writer = new ClassWriter(flags | ClassWriter.COMPUTE_MAXS);
        String name = NAME.replace('.', '/');
        writer.visit(version, Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
        cases.forEach((entry, body) -> {
            String descriptor = "()L" + RawBytecode.COROUTINE + ";";
            MethodVisitor written = writer.visitMethod(Opcodes.ACC_STATIC, entry, descriptor, null, null);
            MethodVisitor method = version < Opcodes.V1_6
                    ? written
                    : new JSRInlinerAdapter(written, Opcodes.ACC_STATIC, entry, descriptor, null, null);
            method.visitAnnotation(Type.getDescriptor(Case.class), true).visitEnd();
            method.visitAnnotation("Ldev/heddle/annotation/Async;", false).visitEnd();
            method.visitCode();
            body.accept(method);
            method.visitMaxs(0, 0);
            method.visitEnd();
        });
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(name, writer.toByteArray());
        return files;
    }

    /** Called from two places, with another local live in each of them. */
    private static void awaitInASubroutine(MethodVisitor m) {
        Label subroutine = new Label();
        m.visitInsn(Opcodes.ICONST_0);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitLdcInsn("text");
        m.visitVarInsn(Opcodes.ASTORE, 1);
        m.visitJumpInsn(Opcodes.JSR, subroutine);
        m.visitVarInsn(Opcodes.ALOAD, 1);
        log(m);
        m.visitLdcInsn(3L);
        m.visitVarInsn(Opcodes.LSTORE, 1);
        m.visitJumpInsn(Opcodes.JSR, subroutine);
        m.visitVarInsn(Opcodes.LLOAD, 1);
        m.visitInsn(Opcodes.L2I);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.IADD);
        doneInt(m);
        m.visitLabel(subroutine);
        m.visitVarInsn(Opcodes.ASTORE, 5);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.ICONST_4);
        awaitInt(m);
        m.visitInsn(Opcodes.IADD);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitVarInsn(Opcodes.RET, 5);
    }

    private static void subroutineInASubroutine(MethodVisitor m) {
        Label outer = new Label();
        Label inner = new Label();
        m.visitInsn(Opcodes.ICONST_1);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitJumpInsn(Opcodes.JSR, outer);
        m.visitJumpInsn(Opcodes.JSR, inner);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        doneInt(m);
        m.visitLabel(outer);
        m.visitVarInsn(Opcodes.ASTORE, 2);
        m.visitJumpInsn(Opcodes.JSR, inner);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        awaitInt(m);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitJumpInsn(Opcodes.JSR, inner);
        m.visitVarInsn(Opcodes.RET, 2);
        m.visitLabel(inner);
        m.visitVarInsn(Opcodes.ASTORE, 3);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        awaitInt(m);
        m.visitInsn(Opcodes.IADD);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitVarInsn(Opcodes.RET, 3);
    }

    /** {@code try { return done(await(7)); } finally { log(await(8)); }} as old compilers write it. */
    private static void finallyThatAwaits(MethodVisitor m) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label handlerEnd = new Label();
        Label subroutine = new Label();
        m.visitTryCatchBlock(start, end, handler, null);
        m.visitTryCatchBlock(handler, handlerEnd, handler, null);
        m.visitLabel(start);
        m.visitIntInsn(Opcodes.BIPUSH, 7);
        awaitInt(m);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitJumpInsn(Opcodes.JSR, subroutine);
        m.visitLabel(end);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        doneInt(m);
        m.visitLabel(handler);
        m.visitVarInsn(Opcodes.ASTORE, 1);
        m.visitJumpInsn(Opcodes.JSR, subroutine);
        m.visitLabel(handlerEnd);
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitInsn(Opcodes.ATHROW);
        m.visitLabel(subroutine);
        m.visitVarInsn(Opcodes.ASTORE, 2);
        m.visitIntInsn(Opcodes.BIPUSH, 8);
        awaitInt(m);
        call(m, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
        log(m);
        m.visitVarInsn(Opcodes.RET, 2);
    }

    /** A {@code finally} that ends with {@code break}: nothing returns from it. */
    private static void subroutineThatIsLeftByAJump(MethodVisitor m) {
        Label subroutine = new Label();
        Label end = new Label();
        m.visitInsn(Opcodes.ICONST_2);
        awaitInt(m);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitJumpInsn(Opcodes.JSR, subroutine);
        m.visitInsn(Opcodes.ACONST_NULL);
        m.visitInsn(Opcodes.ATHROW);
        m.visitLabel(subroutine);
        m.visitInsn(Opcodes.POP);
        m.visitIincInsn(0, 1);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.GOTO, end);
        m.visitLabel(end);
        doneInt(m);
    }

    private static void classesThatMeet(MethodVisitor m) {
        meet(m, "java/lang/Integer", "java/lang/Long");
        m.visitVarInsn(Opcodes.ASTORE, 0);
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Number", "intValue", "()I", false);
        m.visitInsn(Opcodes.IADD);
        doneInt(m);
    }

    private static void interfacesThatMeet(MethodVisitor m) {
        meet(m, "java/lang/Integer", "java/lang/String");
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitInsn(Opcodes.POP);
        m.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Comparable");
        m.visitVarInsn(Opcodes.ASTORE, 0);
        m.visitInsn(Opcodes.ICONST_2);
        awaitInt(m);
        m.visitInsn(Opcodes.POP);
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/lang/Comparable", "compareTo", "(Ljava/lang/Object;)I", true);
        doneInt(m);
    }

    private static void arraysThatMeet(MethodVisitor m) {
        Label otherwise = new Label();
        Label join = new Label();
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.IFEQ, otherwise);
        m.visitInsn(Opcodes.ICONST_2);
        m.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Integer");
        m.visitJumpInsn(Opcodes.GOTO, join);
        m.visitLabel(otherwise);
        m.visitInsn(Opcodes.ICONST_3);
        m.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Long");
        m.visitLabel(join);
        m.visitInsn(Opcodes.DUP);
        m.visitInsn(Opcodes.ICONST_1);
        m.visitInsn(Opcodes.ICONST_5);
        awaitInt(m);
        call(m, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
        m.visitInsn(Opcodes.AASTORE);
        m.visitInsn(Opcodes.ICONST_1);
        m.visitInsn(Opcodes.AALOAD);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Number", "intValue", "()I", false);
        doneInt(m);
    }

    /** {@code new StringBuilder(await(...))} with the object below, where branches join inside the argument. */
    private static void newInALoop(MethodVisitor m) {
        Label loop = new Label();
        Label odd = new Label();
        Label join = new Label();
        m.visitInsn(Opcodes.ICONST_0);
        m.visitVarInsn(Opcodes.ISTORE, 0);
        m.visitLabel(loop);
        m.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
        m.visitInsn(Opcodes.DUP);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.ICONST_1);
        m.visitInsn(Opcodes.IAND);
        m.visitJumpInsn(Opcodes.IFNE, odd);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.GOTO, join);
        m.visitLabel(odd);
        m.visitIntInsn(Opcodes.BIPUSH, 30);
        m.visitLabel(join);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(I)V", false);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/StringBuilder", "capacity", "()I", false);
        call(m, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;");
        log(m);
        m.visitIincInsn(0, 1);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.ICONST_4);
        m.visitJumpInsn(Opcodes.IF_ICMPLT, loop);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        doneInt(m);
    }

    /** One of two boxes of the int 1, depending on what is awaited. */
    private static void meet(MethodVisitor m, String first, String second) {
        Label otherwise = new Label();
        Label join = new Label();
        m.visitInsn(Opcodes.ICONST_1);
        awaitInt(m);
        m.visitJumpInsn(Opcodes.IFEQ, otherwise);
        valueOf(m, first);
        m.visitJumpInsn(Opcodes.GOTO, join);
        m.visitLabel(otherwise);
        valueOf(m, second);
        m.visitLabel(join);
    }

    private static void valueOf(MethodVisitor m, String box) {
        m.visitLdcInsn("1");
        String descriptor = box.endsWith("String") ? "(Ljava/lang/Object;)" : "(Ljava/lang/String;)";
        call(m, box, "valueOf", descriptor + "L" + box + ";");
    }

    private static void log(MethodVisitor m) {
        call(m, "dev/heddle/conformance/Trace", "seen", LOG);
        m.visitInsn(Opcodes.POP);
    }
}
