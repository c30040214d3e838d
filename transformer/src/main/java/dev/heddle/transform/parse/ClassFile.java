package dev.heddle.transform.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Reads class files of any version. A major version newer than the bytecode library knows is presented to it as the newest
 * it knows; the class node keeps the true version, so that what is written carries it again. Stateless.
 */
public final class ClassFile {
    /** Bytes that a class file may have: the virtual machine could hold larger ones, but no compiler writes them. */
    public static final int LARGEST = 64 << 20;

    /** The newest major version of which everything is known. */
    public static final int NEWEST = Opcodes.V28;

    private static final int MAGIC = 0xCAFEBABE;
    private static final int MAJOR_VERSION = 6;

    private ClassFile() {}

    /**
     * Reads a class file to its end.
     *
     * @throws IOException also if there is more of it than a class file may have
     */
    public static byte[] read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("more than the " + LARGEST + " bytes that a class file is allowed to have");
        }
        return bytes;
    }

    /**
     * The whole class, frames expanded; a method has the locals that it uses, however many it declares.
     *
     * @throws MalformedClassFile if it cannot be read
     */
    public static ClassNode parse(byte[] classFile) {
        Structure.check(classFile);
        ClassNode owner = new ClassNode();
        read(() -> {
            reader(classFile).accept(owner, ClassReader.EXPAND_FRAMES);
            for (MethodNode method : owner.methods) {
                method.maxLocals = Math.min(method.maxLocals, UsedLocals.count(method));
                removeMisplacedVariables(method);
            }
        });
        if (owner.name == null) {
            throw new MalformedClassFile("it has no name");
        }
        owner.version = version(classFile);
        return owner;
    }

    private static void read(Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException | AssertionError unreadable) {
            throw new MalformedClassFile("it refers to what is not there or is something else", unreadable);
        } catch (StackOverflowError endless) {
            throw new MalformedClassFile("its constants or annotations contain each other without end", endless);
        }
    }

    /** Debug information may say that a variable begins or ends inside of an instruction; then nobody can say where. */
    private static void removeMisplacedVariables(MethodNode method) {
        if (method.localVariables != null) {
            Set<AbstractInsnNode> code = Collections.newSetFromMap(new IdentityHashMap<>());
            method.instructions.forEach(code::add);
            method.localVariables.removeIf(variable -> !code.contains(variable.start) || !code.contains(variable.end));
        }
    }

    /** The declarations of a class without code, or null if it cannot be read. */
    static @Nullable ClassNode declaration(byte[] classFile) {
        try {
            Structure.check(classFile);
            ClassNode declaration = new ClassNode();
            reader(classFile)
                    .accept(declaration, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return declaration.name == null ? null : declaration;
        } catch (RuntimeException | AssertionError | StackOverflowError damaged) {
            return null;
        }
    }

    /**
     * What a class file says of itself.
     *
     * @param className the internal name
     * @param file path of the source as far as the class file tells, for example {@code shop/Store.java}; else of the class
     * @param namesParameters whether it tells the names of parameters to reflection
     */
    public record Identity(String className, String file, int majorVersion, boolean namesParameters) {}

    /** What the class file says of itself. */
    public static Identity identity(byte[] classFile) {
        ClassNode declaration = new ClassNode();
        reader(classFile).accept(declaration, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
        boolean namesParameters = declaration.methods.stream().anyMatch(method -> method.parameters != null);
        return new Identity(declaration.name, file(declaration), version(classFile) & 0xFFFF, namesParameters);
    }

    /** The major version; 0 if the bytes do not begin like a class file. */
    public static int majorVersion(byte[] bytes) {
        boolean begins =
                bytes.length > MAJOR_VERSION + 1 && ByteBuffer.wrap(bytes).getInt() == MAGIC;
        return begins ? version(bytes) & 0xFFFF : 0;
    }

    /** The path of the source of a class as far as the class file tells; else of the class file. */
    public static String file(ClassNode owner) {
        String folder = owner.name.substring(0, owner.name.lastIndexOf('/') + 1);
        return owner.sourceFile == null ? owner.name + ".class" : folder + owner.sourceFile;
    }

    /** The name of the class. */
    public static String name(byte[] classFile) {
        return reader(classFile).getClassName();
    }

    /** The name of the superclass; null for {@code java.lang.Object} and module descriptors. */
    public static @Nullable String superName(byte[] classFile) {
        return reader(classFile).getSuperName();
    }

    /**
     * A writer for what becomes of the class. Attributes that are not in the specification may point into the constant pool,
     * so with one of these the constants stay where they are.
     */
    public static ClassWriter writer(ClassNode owner, byte[] classFile) {
        boolean unknownAttributes = owner.attrs != null
                || owner.fields.stream().anyMatch(field -> field.attrs != null)
                || owner.methods.stream().anyMatch(method -> method.attrs != null);
        ClassWriter writer = unknownAttributes
                ? new ClassWriter(reader(classFile), ClassWriter.COMPUTE_MAXS)
                : new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE); // the limits are those of the class file
        return writer;
    }

    /**
     * Whether the class has an attribute of that name; a text of that name alone is none.
     *
     * @throws MalformedClassFile if it cannot be read
     */
    static boolean hasAttribute(byte[] classFile, String name) {
        Structure.check(classFile);
        boolean[] found = new boolean[1];
        ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visitAttribute(Attribute attribute) {
                found[0] |= attribute.type.equals(name);
            }
        };
        int declarations = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
        read(() -> reader(classFile).accept(visitor, declarations));
        return found[0];
    }

    /** The class attribute with the name of {@code prototype}, as that reads it; null if there is none. */
    @SuppressWarnings("unchecked")
    public static <A extends Attribute> @Nullable A attribute(byte[] classFile, A prototype) {
        List<A> found = new ArrayList<>();
        ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visitAttribute(Attribute attribute) {
                if (attribute.getClass() == prototype.getClass()) {
                    found.add((A) attribute);
                }
            }
        };
        reader(classFile)
                .accept(
                        visitor,
                        new Attribute[] {prototype},
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found.isEmpty() ? null : found.get(0);
    }

    static ClassReader reader(byte[] classFile) {
        if ((version(classFile) & 0xFFFF) <= NEWEST) {
            return new ClassReader(classFile);
        }
        byte[] presented = classFile.clone();
        presented[MAJOR_VERSION] = (byte) (NEWEST >>> 8);
        presented[MAJOR_VERSION + 1] = (byte) NEWEST;
        return new ClassReader(presented);
    }

    /** The version as class nodes hold it: minor in the upper half, major in the lower. */
    private static int version(byte[] bytes) {
        return (bytes[4] & 0xFF) << 24 | (bytes[5] & 0xFF) << 16 | (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
    }
}
