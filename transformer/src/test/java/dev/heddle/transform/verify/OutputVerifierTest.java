package dev.heddle.transform.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.Hierarchy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void planAndBytecodeAreKeptForTheReport(@TempDir Path folder) throws IOException {
        byte[] classFile = withLoop("java/lang/String");
        OutputError error = catchThrowableOfType(
                OutputError.class, () -> OutputVerifier.verify(classFile, MADE, hierarchy(), "the plan"));
        Path dumps = folder.resolve("heddle");
        assertThat(error.dump(dumps))
                .startsWith(error.getMessage())
                .contains("the plan is in " + dumps.resolve("Program.loop.txt"))
                .contains("the bytecode in " + dumps.resolve("Program.loop.class"))
                .endsWith("= help: please report it with these files");
        assertThat(dumps.resolve("Program.loop.txt"))
                .content()
                .startsWith("internal error[H900]")
                .endsWith("the plan");
        assertThat(dumps.resolve("Program.loop.class")).hasBinaryContent(classFile);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(error.dump(file)).endsWith("= help: please report it with this plan:\nthe plan");
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
