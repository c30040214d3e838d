package dev.heddle.transform.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Constants that refer to others, and that nothing else in the class file refers to. */
class StructureTest {
    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/ConstantBootstraps",
            "nullConstant",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
            false);

    private final byte[] classFile = classFile();

    private static byte[] classFile() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "Program", null, "java/lang/Object", null);
        writer.newConst("text");
        writer.newConst(1);
        writer.newConst(2L);
        writer.newConst(Type.getMethodType("()V"));
        writer.newConst(new ConstantDynamic("nothing", "Ljava/lang/String;", BOOTSTRAP));
        writer.newInvokeDynamic("run", "()Ljava/lang/Runnable;", BOOTSTRAP);
        writer.newField("Other", "field", "I");
        writer.newMethod("Other", "method", "()V", false);
        writer.newMethod("Other", "method", "()V", true);
        writer.newModule("module");
        writer.newPackage("some/where");
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void referencesThatAreRightAreNoDamage() {
        Structure.check(classFile);
    }

    @TestFactory
    Stream<DynamicTest> aConstantThatRefersToNothingIsDamage() {
        List<Integer> places = references();
        assertThat(places).hasSizeGreaterThan(20);
        return places.stream()
                .map(place -> DynamicTest.dynamicTest("at byte " + place, () -> {
                    assertDamaged(place, 0xFFFF);
                    assertDamaged(place, 0);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aConstantThatRefersToOneOfAnotherKindIsDamage() {
        int number = number(3);
        return references().stream()
                .map(place -> DynamicTest.dynamicTest("at byte " + place, () -> assertDamaged(place, number)));
    }

    private void assertDamaged(int place, int reference) {
        byte[] damaged = classFile.clone();
        damaged[place] = (byte) (reference >> 8);
        damaged[place + 1] = (byte) reference;
        assertThatThrownBy(() -> Structure.check(damaged)).isInstanceOf(MalformedClassFile.class);
    }

    /** Where the class file has the number of another constant, for all tags of JVMS §4.4. */
    private List<Integer> references() {
        ClassReader reader = new ClassReader(classFile);
        List<Integer> places = new ArrayList<>();
        for (int constant = 1; constant < reader.getItemCount(); constant++) {
            int start = reader.getItem(constant);
            switch (start == 0 ? 0 : classFile[start - 1]) {
                case 7, 8, 16, 19, 20 -> places.add(start);
                case 9, 10, 11, 12 -> places.addAll(List.of(start, start + 2));
                case 15 -> places.add(start + 1);
                case 17, 18 -> places.add(start + 2);
                default -> {}
            }
        }
        return places;
    }

    /** The number of the first constant with a tag. */
    private int number(int tag) {
        ClassReader reader = new ClassReader(classFile);
        int constant = 1;
        while (classFile[reader.getItem(constant) - 1] != tag) {
            constant++;
        }
        return constant;
    }
}
