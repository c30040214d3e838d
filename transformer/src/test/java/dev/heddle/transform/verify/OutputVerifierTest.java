package dev.heddle.transform.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.Hierarchy;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class OutputVerifierTest {
    private static final Set<String> MADE = Set.of("loop()V");

    @Test
    void aStackMapThatHoldsOnEveryWayPasses() {
        byte[] classFile = withLoop(Opcodes.INTEGER);
        assertThatCode(() -> OutputVerifier.verify(classFile, MADE, hierarchy(), ""))
                .doesNotThrowAnyException();
    }

    @Test
    void aStackMapThatTheCodeDoesNotKeepIsAnInternalErrorThatAsksForAReport() {
        byte[] classFile = withLoop("java/lang/String");
        assertThatThrownBy(() -> OutputVerifier.verify(classFile, MADE, hierarchy(), "the plan"))
                .isInstanceOf(OutputError.class)
                .hasMessageContaining("error[H900]")
                .hasMessageContaining("Program.loop()")
                .hasMessageContaining("local 0")
                .asInstanceOf(InstanceOfAssertFactories.throwable(OutputError.class))
                .extracting(OutputError::plan)
                .isEqualTo("the plan");
    }

    @Test
    void anEmptyOperandStackIsFound() {
        ClassWriter writer = program();
        MethodVisitor method = method(writer);
        method.visitInsn(Opcodes.POP);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
        assertThatThrownBy(() -> OutputVerifier.verify(writer.toByteArray(), MADE, hierarchy(), ""))
                .isInstanceOf(OutputError.class);
    }

    /** {@code int i = 0; for (;;) i++;} with a stack map that declares the local as given. */
    private static byte[] withLoop(Object declared) {
        ClassWriter writer = program();
        MethodVisitor method = method(writer);
        Label head = new Label();
        method.visitInsn(Opcodes.ICONST_0);
        method.visitVarInsn(Opcodes.ISTORE, 0);
        method.visitLabel(head);
        method.visitFrame(Opcodes.F_NEW, 1, new Object[] {declared}, 0, new Object[0]);
        method.visitInsn(Opcodes.NOP);
        method.visitJumpInsn(Opcodes.GOTO, head);
        method.visitMaxs(1, 1);
        method.visitEnd();
        return writer.toByteArray();
    }

    /** Knows no class but an empty one. */
    private static Hierarchy hierarchy() {
        return new Hierarchy(ClassFile.parse(program().toByteArray()), ClassBytes.NONE);
    }

    private static ClassWriter program() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "Program", null, "java/lang/Object", null);
        return writer;
    }

    private static MethodVisitor method(ClassWriter writer) {
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, "loop", "()V", null, null);
        method.visitCode();
        return method;
    }
}
