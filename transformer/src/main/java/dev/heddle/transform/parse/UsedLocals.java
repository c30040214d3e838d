package dev.heddle.transform.parse;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Counts the locals that a method uses: it may declare up to 65,535 that it never does. Stateless. */
final class UsedLocals {
    private UsedLocals() {}

    static int count(MethodNode method) {
        int count = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof VarInsnNode access) {
                count = Math.max(count, access.var + (isWide(access.getOpcode()) ? 2 : 1));
            } else if (insn instanceof IincInsnNode increment) {
                count = Math.max(count, increment.var + 1);
            } else if (insn instanceof FrameNode map) {
                count = Math.max(count, size(map));
            }
        }
        return count;
    }

    private static int size(FrameNode map) {
        int size = 0;
        for (Object type : map.local) {
            size += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
        }
        return size;
    }

    private static boolean isWide(int opcode) {
        return opcode == Opcodes.LLOAD
                || opcode == Opcodes.DLOAD
                || opcode == Opcodes.LSTORE
                || opcode == Opcodes.DSTORE;
    }
}
