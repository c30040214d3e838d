package dev.heddle.proof.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.files.RunningJdk;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ClassLoomTest {
    private static final int METHODS = 40;

    @Test
    void everyMethodOfAClassWithRoomIsWoven() {
        assertThat(weave(classFile(1_000))).isInstanceOfSatisfying(ClassOutcome.Woven.class, woven -> {
            assertThat(woven.bodies()).hasSize(METHODS);
            assertThat(woven.left()).isZero();
            assertThat(woven.refused()).isEmpty();
        });
    }

    @Test
    void ofAClassWithoutRoomForAllItsConstantsSomeMethodsAreWoven() {
        assertThat(weave(classFile(65_300))).isInstanceOfSatisfying(ClassOutcome.Woven.class, woven -> {
            assertThat(woven.bodies()).isNotEmpty().hasSizeLessThan(METHODS);
            assertThat(woven.left()).isEqualTo(METHODS - woven.bodies().size());
            assertThat(woven.refused())
                    .singleElement()
                    .extracting(ClassOutcome.Refusal::code)
                    .isEqualTo("no constants");
        });
    }

    @Test
    void aClassWithoutRoomForAnyIsLeft() {
        assertThat(weave(classFile(65_530)))
                .isInstanceOfSatisfying(
                        ClassOutcome.Left.class,
                        left -> assertThat(left.refused()).hasSize(1));
    }

    private static ClassOutcome weave(byte[] classFile) {
        return new ClassLoom(1, ClassBytes.NONE, RunningJdk.INSTANCE).weave(classFile);
    }

    /** With some short methods, and fields until it has so many constants. */
    private static byte[] classFile(int constants) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "Full", null, "java/lang/Object", null);
        for (int number = 0; number < METHODS; number++) {
            MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "method" + number, "()J", null, null);
            method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
            method.visitInsn(Opcodes.LRETURN);
            method.visitMaxs(0, 0);
            method.visitEnd();
        }
        writer.newUTF8("Code");
        for (int field = 0; writer.newUTF8("field" + field) < constants; field++) {
            writer.visitField(0, "field" + field, "I", null, null).visitEnd();
        }
        return writer.toByteArray();
    }
}
