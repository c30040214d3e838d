package dev.heddle.transform.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** H005, which no Java source gives: objects that are compared before their constructors have run. */
class UnfinishedObjectTest {
    private static final String STRING = "java/lang/StringBuilder";
    private static final String COROUTINE = "dev/heddle/Coroutine";

    @Test
    void anUnfinishedObjectCannotBeTestedForNull() {
        assertThat(found(method -> {
                    Label isNull = new Label();
                    method.visitInsn(Opcodes.DUP);
                    method.visitJumpInsn(Opcodes.IFNULL, isNull);
                    await(method);
                    finish(method);
                    method.visitLabel(isNull);
                    giveUp(method);
                }))
                .containsExactly("H005: a new `StringBuilder` is compared before its constructor has run, and the"
                        + " arguments of that `await`");
    }

    @Test
    void anUnfinishedObjectCannotBeComparedWithItself() {
        assertThat(found(method -> {
                    Label same = new Label();
                    method.visitInsn(Opcodes.DUP);
                    method.visitInsn(Opcodes.DUP);
                    method.visitJumpInsn(Opcodes.IF_ACMPNE, same);
                    await(method);
                    finish(method);
                    method.visitLabel(same);
                    giveUp(method);
                }))
                .hasSize(1);
    }

    @Test
    void anUnfinishedObjectCannotBeComparedAfterTheAwaitEither() {
        assertThat(found(method -> {
                    Label isThere = new Label();
                    await(method);
                    method.visitInsn(Opcodes.SWAP);
                    method.visitInsn(Opcodes.DUP);
                    method.visitJumpInsn(Opcodes.IFNONNULL, isThere);
                    method.visitInsn(Opcodes.POP);
                    giveUp(method);
                    method.visitLabel(isThere);
                    method.visitInsn(Opcodes.SWAP);
                    finish(method);
                }))
                .hasSize(1);
    }

    @Test
    void anUnfinishedObjectCanBeCopied() {
        assertThat(found(method -> {
                    method.visitInsn(Opcodes.DUP);
                    method.visitVarInsn(Opcodes.ASTORE, 1);
                    await(method);
                    finish(method);
                }))
                .isEmpty();
    }

    @Test
    void anObjectCanBeComparedWhenItIsFinished() {
        assertThat(found(method -> {
                    Label isNull = new Label();
                    await(method);
                    method.visitMethodInsn(Opcodes.INVOKESPECIAL, STRING, "<init>", "(Ljava/lang/String;)V", false);
                    method.visitInsn(Opcodes.DUP);
                    method.visitJumpInsn(Opcodes.IFNULL, isNull);
                    done(method);
                    method.visitLabel(isNull);
                    done(method);
                }))
                .isEmpty();
    }

    @Test
    void anObjectThatAwaitsNothingInItsArgumentsStaysWhereItIs() {
        assertThat(found(method -> {
                    Label isNull = new Label();
                    method.visitInsn(Opcodes.DUP);
                    method.visitJumpInsn(Opcodes.IFNULL, isNull);
                    method.visitLdcInsn("text");
                    method.visitMethodInsn(Opcodes.INVOKESPECIAL, STRING, "<init>", "(Ljava/lang/String;)V", false);
                    await(method);
                    method.visitInsn(Opcodes.POP);
                    done(method);
                    method.visitLabel(isNull);
                    giveUp(method);
                }))
                .isEmpty();
    }

    /** What is said of a method that begins with two references to an unfinished object. */
    private static List<String> found(Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "Program", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(
                Opcodes.ACC_STATIC, "m", "(Ljava/util/concurrent/CompletionStage;)L" + COROUTINE + ";", null, null);
        method.visitAnnotation("Ldev/heddle/annotation/Async;", false).visitEnd();
        method.visitCode();
        method.visitTypeInsn(Opcodes.NEW, STRING);
        method.visitInsn(Opcodes.DUP);
        body.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
        WeaveResult result = new Weaver(ClassBytes.NONE).weave(writer.toByteArray());
        List<Diagnostic> diagnostics = result instanceof WeaveResult.Rejected rejected
                ? rejected.diagnostics()
                : ((WeaveResult.Woven) result).diagnostics();
        return diagnostics.stream()
                .map(diagnostic -> diagnostic.code() + ": " + diagnostic.message())
                .toList();
    }

    private static void await(MethodVisitor method) {
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/heddle/Coroutines",
                "await",
                "(Ljava/util/concurrent/CompletionStage;)Ljava/lang/Object;",
                false);
        method.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
    }

    private static void finish(MethodVisitor method) {
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, STRING, "<init>", "(Ljava/lang/String;)V", false);
        done(method);
    }

    private static void giveUp(MethodVisitor method) {
        method.visitInsn(Opcodes.POP2);
        method.visitInsn(Opcodes.ACONST_NULL);
        done(method);
    }

    private static void done(MethodVisitor method) {
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/heddle/Coroutines",
                "done",
                "(Ljava/lang/Object;)L" + COROUTINE + ";",
                false);
        method.visitInsn(Opcodes.ARETURN);
    }
}
