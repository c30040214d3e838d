package dev.heddle.transform.emit;

import dev.heddle.transform.emit.RuntimeAbi.Member;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Instructions one after the other, with the few shapes that woven code is made of. */
final class Code {
    private final InsnList instructions;

    Code(InsnList instructions) {
        this.instructions = instructions;
    }

    Code add(AbstractInsnNode insn) {
        instructions.add(insn);
        return this;
    }

    Code insn(int opcode) {
        return add(new InsnNode(opcode));
    }

    Code load(Type type, int local) {
        return add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), local));
    }

    Code store(Type type, int local) {
        return add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), local));
    }

    Code loadRef(int local) {
        return add(new VarInsnNode(Opcodes.ALOAD, local));
    }

    Code storeRef(int local) {
        return add(new VarInsnNode(Opcodes.ASTORE, local));
    }

    Code getField(String owner, String name, Type type) {
        return add(new FieldInsnNode(Opcodes.GETFIELD, owner, name, type.getDescriptor()));
    }

    Code putField(String owner, String name, Type type) {
        return add(new FieldInsnNode(Opcodes.PUTFIELD, owner, name, type.getDescriptor()));
    }

    Code type(int opcode, String internalName) {
        return add(new TypeInsnNode(opcode, internalName));
    }

    Code callStatic(Member member) {
        return add(new MethodInsnNode(Opcodes.INVOKESTATIC, member.owner(), member.name(), member.descriptor(), false));
    }

    Code constant(Object value) {
        return add(new LdcInsnNode(value));
    }

    Code jump(int opcode, LabelNode target) {
        return add(new JumpInsnNode(opcode, target));
    }

    /** {@code new Type()}, left on the stack. */
    Code construct(String internalName) {
        type(Opcodes.NEW, internalName);
        insn(Opcodes.DUP);
        return add(new MethodInsnNode(Opcodes.INVOKESPECIAL, internalName, "<init>", "()V", false));
    }

    Code push(int value) {
        if (value >= -1 && value <= 5) {
            return insn(Opcodes.ICONST_0 + value);
        }
        if (value <= Byte.MAX_VALUE) {
            return add(new IntInsnNode(Opcodes.BIPUSH, value));
        }
        return value <= Short.MAX_VALUE ? add(new IntInsnNode(Opcodes.SIPUSH, value)) : constant(value);
    }
}
