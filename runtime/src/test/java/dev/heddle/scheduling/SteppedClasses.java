package dev.heddle.scheduling;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads its own copies of some classes, with a call of {@link Interleavings#step} before each access to a volatile field of
 * theirs, be it direct or through a {@code VarHandle}. Everything else comes from the parent.
 */
final class SteppedClasses extends ClassLoader {
    private final List<Class<?>> originals;

    private SteppedClasses(List<Class<?>> originals) {
        super(SteppedClasses.class.getClassLoader());
        this.originals = originals;
    }

    /** Makes scenarios of a class that, like all its nest and the classes it is about, has been loaded in stepped form. */
    static Supplier<Interleavings.Scenario> scenarios(
            Class<? extends Interleavings.Scenario> scenario, Class<?>... about) {
        List<Class<?>> originals = new ArrayList<>(List.of(about));
        originals.add(scenario.getNestHost());
        try {
            var constructor =
                    new SteppedClasses(originals).loadClass(scenario.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            return () -> {
                try {
                    return (Interleavings.Scenario) constructor.newInstance();
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (Class<?> original : originals) {
            if (name.equals(original.getName()) || name.startsWith(original.getName() + "$")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }
        return super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
        try (InputStream in = SteppedClasses.class.getResourceAsStream(file)) {
            byte[] stepped = withSteps(Objects.requireNonNull(in, name).readAllBytes());
            return defineClass(name, stepped, 0, stepped.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static byte[] withSteps(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        Set<String> volatiles = new HashSet<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public FieldVisitor visitField(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            @Nullable Object value) {
                        if ((access & Opcodes.ACC_VOLATILE) != 0) {
                            volatiles.add(name);
                        }
                        return super.visitField(access, name, descriptor, signature, value);
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return new Steps(
                                super.visitMethod(access, name, descriptor, signature, exceptions),
                                reader.getClassName(),
                                volatiles);
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Names the place of an access by its class: coarser than the field, which is safe. */
    private static final class Steps extends MethodVisitor {
        private final String className;
        private final Set<String> volatiles;

        Steps(MethodVisitor next, String className, Set<String> volatiles) {
            super(Opcodes.ASM9, next);
            this.className = className;
            this.volatiles = volatiles;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (owner.equals(className) && volatiles.contains(name)) {
                step(opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
            }
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals("java/lang/invoke/VarHandle")) {
                step(Opcodes.ICONST_1);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        private void step(int writes) {
            super.visitLdcInsn(className);
            super.visitInsn(writes);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(Interleavings.class),
                    "step",
                    "(Ljava/lang/String;Z)V",
                    false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + 2, maxLocals);
        }
    }
}
