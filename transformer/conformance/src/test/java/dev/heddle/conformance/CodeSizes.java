package dev.heddle.conformance;

import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** How many bytes of code each method of a class has. Immutable. */
record CodeSizes(SortedMap<String, Integer> byMethod) {
    /** Of all methods with code in the classes of a program; overloads count together. */
    static CodeSizes of(Program program) {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        program.classFiles().forEach((name, classFile) -> new ClassReader(classFile).accept(new Copy(name, sizes), 0));
        return new CodeSizes(sizes);
    }

    /** Of all methods whose qualified names begin so, for example {@code large/Awaits.method}. */
    int of(String beginning) {
        return byMethod.tailMap(beginning).entrySet().stream()
                .takeWhile(method -> method.getKey().startsWith(beginning))
                .mapToInt(method -> method.getValue())
                .sum();
    }

    /** Writes a class anew to learn where the code of each method ends. */
    private static final class Copy extends ClassVisitor {
        private final String owner;
        private final SortedMap<String, Integer> sizes;

        Copy(String owner, SortedMap<String, Integer> sizes) {
            super(Opcodes.ASM9, new ClassWriter(0));
            this.owner = owner;
            this.sizes = sizes;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMaxs(int maxStack, int maxLocals) {
                    Label end = new Label();
                    visitLabel(end);
                    super.visitMaxs(maxStack, maxLocals);
                    sizes.merge(owner + "." + name, end.getOffset(), Integer::sum);
                }
            };
        }
    }
}
