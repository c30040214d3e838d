package dev.heddle.conformance;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Turns class files into what an older compiler would have written. Stateless. */
final class Downgrade {
    private Downgrade() {}

    /** The same classes without the methods that use instructions which Java 5 does not have, and without their callers. */
    static SortedMap<String, byte[]> withoutNewInstructions(SortedMap<String, byte[]> classFiles) {
        SortedMap<String, ClassNode> classes = new TreeMap<>();
        classFiles.forEach((name, classFile) -> {
            ClassNode node = new ClassNode();
            new ClassReader(classFile).accept(node, 0);
            classes.put(name, node);
        });
        Set<String> removed = new HashSet<>();
        while (removeMore(classes, removed)) {
            // what calls a method that has gone goes in the next turn
        }
        SortedMap<String, byte[]> left = new TreeMap<>();
        classes.forEach((name, node) -> left.put(name, write(node)));
        return left;
    }

    /** With another version, and without stack maps where that version has none; for what uses nothing newer. */
    static byte[] to(int version, byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, version < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : 0);
        node.version = version;
        for (FieldNode field : node.fields) {
            field.access &= ~Opcodes.ACC_PRIVATE; // before Java 11 nested classes have no access to each other
        }
        return write(node);
    }

    /** The same class without its stack maps. */
    static byte[] withoutStackMaps(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.SKIP_FRAMES);
        return write(node);
    }

    private static boolean removeMore(Map<String, ClassNode> classes, Set<String> removed) {
        boolean changed = false;
        for (ClassNode node : classes.values()) {
            for (MethodNode method : Set.copyOf(node.methods)) {
                if (isNew(method, classes, removed)) {
                    removed.add(node.name + "." + method.name + method.desc);
                    node.methods.remove(method);
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static boolean isNew(MethodNode method, Map<String, ClassNode> classes, Set<String> removed) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof InvokeDynamicInsnNode) {
                return true;
            }
            if (insn instanceof MethodInsnNode call) {
                boolean callsIntoInterface = call.itf && call.getOpcode() != Opcodes.INVOKEINTERFACE;
                if (callsIntoInterface || removed.contains(call.owner + "." + call.name + call.desc)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] write(ClassNode node) {
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }
}
