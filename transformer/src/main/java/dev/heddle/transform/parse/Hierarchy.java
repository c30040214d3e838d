package dev.heddle.transform.parse;

import dev.heddle.transform.ClassBytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Answers questions about other classes from their class files; no class is loaded. A class that cannot be found or read
 * is unknown, which is an answer, not an error. Remembers what it has read; confined to one weaving.
 */
public final class Hierarchy {
    private final ClassBytes classPath;
    private final Map<String, @Nullable ClassNode> known = new HashMap<>();

    /** A hierarchy that has {@code first} at hand and finds the others on the class path. */
    public Hierarchy(ClassNode first, ClassBytes classPath) {
        this.classPath = classPath;
        known.put(first.name, first);
    }

    /** The declaration of a class, without its code; null if unknown. */
    public @Nullable ClassNode find(String internalName) {
        if (!known.containsKey(internalName)) {
            known.put(internalName, read(internalName));
        }
        return known.get(internalName);
    }

    /** The class or superclass, beginning with {@code owner}, that declares a method; null if unknown. */
    public @Nullable ClassNode declaring(String owner, String name, String descriptor) {
        Set<String> seen = new HashSet<>();
        ClassNode type = find(owner);
        while (type != null && seen.add(type.name)) {
            if (methodOf(type, name, descriptor) != null) {
                return type;
            }
            type = type.superName == null ? null : find(type.superName);
        }
        return null;
    }

    /** Whether a supertype of a class declares such a method, or may declare it because it is unknown. */
    public boolean declaresAbove(ClassNode type, String name, String descriptor) {
        Set<String> seen = new HashSet<>(Set.of("java/lang/Object"));
        Deque<String> work = new ArrayDeque<>();
        pushSupertypes(type, work);
        while (!work.isEmpty()) {
            String current = work.pop();
            if (seen.add(current)) {
                ClassNode declaration = find(current);
                if (declaration == null || methodOf(declaration, name, descriptor) != null) {
                    return true;
                }
                pushSupertypes(declaration, work);
            }
        }
        return false;
    }

    private static void pushSupertypes(ClassNode type, Deque<String> work) {
        type.interfaces.forEach(work::push);
        if (type.superName != null) {
            work.push(type.superName);
        }
    }

    /** The method that the class itself declares, or null. */
    public static @Nullable MethodNode methodOf(ClassNode type, String name, String descriptor) {
        for (MethodNode method : type.methods) {
            if (method.name.equals(name) && method.desc.equals(descriptor)) {
                return method;
            }
        }
        return null;
    }

    /** Whether {@code type} is known to be {@code wanted} or to extend or implement it. */
    public boolean isSubtype(String type, String wanted) {
        Set<String> seen = new HashSet<>();
        Deque<String> work = new ArrayDeque<>(List.of(type));
        while (!work.isEmpty()) {
            String current = work.pop();
            if (current.equals(wanted)) {
                return true;
            }
            ClassNode declaration = seen.add(current) ? find(current) : null;
            if (declaration != null) {
                pushSupertypes(declaration, work);
            }
        }
        return false;
    }

    /** False only where both classes are known well enough to say that the verifier refuses the assignment. */
    public boolean mayBeSubtype(String type, String wanted) {
        ClassNode target = find(wanted);
        if (target == null || (target.access & Opcodes.ACC_INTERFACE) != 0) {
            return true; // the verifier takes any reference for an interface (JVMS §4.10.1.2)
        }
        Set<String> seen = new HashSet<>();
        String current = type;
        while (current != null && seen.add(current) && !current.equals(wanted)) {
            ClassNode declaration = find(current);
            if (declaration == null) {
                return true;
            }
            current = declaration.superName;
        }
        return wanted.equals(current);
    }

    /** Whether code of the class {@code from} is known to be able to name {@code type}, so that it can cast to it. */
    public boolean isAccessible(Type type, String from) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() != Type.OBJECT
                || packageOf(element.getInternalName()).equals(packageOf(from))) {
            return true;
        }
        ClassNode declaration = find(element.getInternalName());
        return declaration != null && (declaration.access & Opcodes.ACC_PUBLIC) != 0;
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, internalName.lastIndexOf('/') + 1);
    }

    private @Nullable ClassNode read(String internalName) {
        // the name stands in a class file, which may be hostile; nobody has a class that no file can have the name of
        byte[] bytes = FileNames.isBelow(internalName) ? classPath.find(internalName) : null;
        // a damaged one is as if it were not there: the program may never use it, and its own build reports it
        return bytes == null ? null : ClassFile.declaration(bytes);
    }
}
