package dev.heddle.transform.infer;

import dev.heddle.transform.parse.Hierarchy;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Brings methods of class files before Java 7 into the form of later ones. Such a class keeps its version, so that the
 * virtual machine goes on to verify it by inference and what its other methods do stays what it was. Stateless.
 */
public final class OldCode {
    private OldCode() {}

    /** Rewrites the method in place if it lacks a stack map; leaves any other alone. */
    public static void modernize(ClassNode owner, MethodNode method, Hierarchy hierarchy) {
        if (lacksStackMap(owner, method)) {
            Subroutines.inline(method);
            StackMapInference.complete(owner.name, method, hierarchy);
        }
    }

    /** Java 6 may have stack maps, Java 7 must; code that does not branch needs none. */
    private static boolean lacksStackMap(ClassNode owner, MethodNode method) {
        int version = owner.version & 0xFFFF;
        boolean branches = !method.tryCatchBlocks.isEmpty();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode && version == Opcodes.V1_6) {
                return false;
            }
            branches |= insn instanceof JumpInsnNode
                    || insn instanceof TableSwitchInsnNode
                    || insn instanceof LookupSwitchInsnNode;
        }
        return branches && version <= Opcodes.V1_6;
    }
}
