package dev.heddle.transform.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What javac refuses by the target of {@code @Async}, in class files, where other compilers and tools may put it. */
class AsyncDeclarationTest {
    @Test
    void aConstructorCannotBeAsync() {
        assertThat(message("<init>", "(Ljava/util/concurrent/CompletionStage;)V", 0))
                .isEqualTo("""
                error[H004]: a constructor cannot be `@Async`
                  --> Program.class in Program.<init>(CompletionStage)
                   = note: a constructor has to end before its caller goes on
                   = help: await in a static `@Async` method that makes the object when all is there""");
    }

    @Test
    void aStaticInitialiserCannotBeAsync() {
        assertThat(message("<clinit>", "()V", Opcodes.ACC_STATIC)).isEqualTo("""
                error[H004]: a static initialiser cannot be `@Async`
                  --> Program.class in Program.static { }
                   = note: a static initialiser has to end before its caller goes on
                   = help: await in a static `@Async` method that makes the object when all is there""");
    }

    /** Of one method, which awaits null. */
    private static String message(String name, String descriptor, int access) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "Program", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
        method.visitAnnotation("Ldev/heddle/annotation/Async;", false).visitEnd();
        method.visitCode();
        if (name.equals("<init>")) {
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        }
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/heddle/Coroutines",
                "await",
                "(Ljava/util/concurrent/CompletionStage;)Ljava/lang/Object;",
                false);
        method.visitInsn(Opcodes.POP);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        WeaveResult result = new Weaver(ClassBytes.NONE).weave(writer.toByteArray());
        assertThat(result).isInstanceOf(WeaveResult.Rejected.class);
        assertThat(result.diagnostics()).hasSize(1);
        return result.diagnostics().stream().map(Diagnostic::render).findFirst().orElseThrow();
    }
}
