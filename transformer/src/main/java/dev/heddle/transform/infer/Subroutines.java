package dev.heddle.transform.infer;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Copies subroutines ({@code jsr} and {@code ret}, by which compilers before Java 6 wrote {@code finally}) to where they are
 * called. A return address can be kept in no field (JVMS §4.10.2.5), so nothing could suspend inside one. Stateless.
 */
final class Subroutines {
    private Subroutines() {}

    /** Rewrites the method in place if it has subroutines. */
    static void inline(MethodNode method) {
        if (!hasSubroutines(method)) {
            return;
        }
        MethodNode inlined = new MethodNode(Opcodes.ASM9, method.access, method.name, method.desc, null, null);
        method.accept(new JSRInlinerAdapter(inlined, method.access, method.name, method.desc, null, null));
        method.instructions = inlined.instructions;
        method.tryCatchBlocks = inlined.tryCatchBlocks;
        method.localVariables = inlined.localVariables;
        method.maxLocals = inlined.maxLocals;
        method.maxStack = inlined.maxStack;
    }

    private static boolean hasSubroutines(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.JSR) {
                return true;
            }
        }
        return false;
    }
}
