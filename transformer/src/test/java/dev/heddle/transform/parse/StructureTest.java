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
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What refers to a constant, be it another one to which nothing refers, the head of the class or its code. */
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
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "Program", null, "java/lang/Object", new String[] {"Face"});
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
        code(writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null));
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** One of each instruction that has a constant; what they do with the stack is nobody's business here. */
    private static void code(MethodVisitor method) {
        Label start = new Label();
        Label end = new Label();
        method.visitTryCatchBlock(start, end, end, "java/lang/Exception");
        method.visitCode();
        method.visitLabel(start);
        for (int opcode = Opcodes.GETSTATIC; opcode <= Opcodes.PUTFIELD; opcode++) {
            method.visitFieldInsn(opcode, "Other", "field", "I");
        }
        for (int opcode = Opcodes.INVOKEVIRTUAL; opcode <= Opcodes.INVOKEINTERFACE; opcode++) {
            method.visitMethodInsn(opcode, "Other", "method", "()V", opcode == Opcodes.INVOKEINTERFACE);
        }
        method.visitInvokeDynamicInsn("run", "()Ljava/lang/Runnable;", BOOTSTRAP);
        for (int opcode : new int[] {Opcodes.NEW, Opcodes.ANEWARRAY, Opcodes.CHECKCAST, Opcodes.INSTANCEOF}) {
            method.visitTypeInsn(opcode, "Other");
        }
        method.visitMultiANewArrayInsn("[[I", 2);
        method.visitLabel(end);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(9, 0);
        method.visitEnd();
    }

    @Test
    void aClassWithoutASuperclassIsNoDamage() {
        byte[] root = classFile.clone();
        int superclass = new ClassReader(classFile).header + 4;
        root[superclass] = 0;
        root[superclass + 1] = 0;
        Structure.check(root);
    }

    @TestFactory
    Stream<DynamicTest> whatTakesAClassOrAMemberTakesNoText() {
        int text = number(8);
        int header = new ClassReader(classFile).header;
        Stream<Integer> head = Stream.of(header + 2, header + 4, header + 8);
        return Stream.concat(head, operands().stream())
                .map(place -> DynamicTest.dynamicTest("at byte " + place, () -> assertDamaged(place, text)));
    }

    /** Where the code has the number of a constant: behind each opcode, and in the last two bytes of the handler. */
    private List<Integer> operands() {
        ClassReader reader = new ClassReader(classFile);
        int code = reader.header + 10; // one interface
        code += 2 + 2 + 6 + 2 + 2 + 4 + 4; // no field, one method, one attribute, its name and length, two maxima
        int length = reader.readInt(code);
        List<Integer> places = new ArrayList<>();
        for (int at = code + 4; at < code + 4 + length - 1; at += lengthOf(classFile[at] & 0xFF)) {
            places.add(at + 1);
        }
        assertThat(places).hasSize(14);
        places.add(code + 4 + length + 2 + 6);
        return places;
    }

    private static int lengthOf(int opcode) {
        return switch (opcode) {
            case Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC -> 5;
            case Opcodes.MULTIANEWARRAY -> 4;
            default -> 3;
        };
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
