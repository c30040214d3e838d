package dev.heddle.transform.facts;

import java.util.BitSet;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals may still be read, before each instruction: the textbook backward data flow over normal and exception edges.
 * An instruction inside a protected range keeps alive what the handler reads, even where it overwrites it, since the
 * exception may come first. What a debugger is to see counts as read. Immutable once built.
 */
public final class Liveness {
    private static final BitSet NOTHING = new BitSet();

    private final BitSet[] before;

    /** What the code itself reads. */
    public Liveness(MethodNode method, ControlFlow flow) {
        this(method, flow, Map.of());
    }

    /** @param shown the locals that some instructions read beside those that they read by what they do */
    Liveness(MethodNode method, ControlFlow flow, Map<AbstractInsnNode, BitSet> shown) {
        InsnList code = method.instructions;
        before = new BitSet[code.size()];
        for (int index = 0; index < before.length; index++) {
            before[index] = new BitSet(method.maxLocals);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int index = before.length - 1; index >= 0; index--) {
                BitSet live = transfer(code, flow, index);
                live.or(shown.getOrDefault(code.get(index), NOTHING));
                if (!live.equals(before[index])) {
                    before[index] = live;
                    changed = true;
                }
            }
        }
    }

    /** Locals that may be read at or after the instruction, by index of their first slot. */
    public BitSet before(int index) {
        return before[index];
    }

    private BitSet transfer(InsnList code, ControlFlow flow, int index) {
        BitSet live = new BitSet();
        for (int next : flow.successors(index)) {
            live.or(before[next]);
        }
        AbstractInsnNode insn = code.get(index);
        if (insn instanceof VarInsnNode access) {
            live.set(access.var, access.getOpcode() < Opcodes.ISTORE || access.getOpcode() == Opcodes.RET);
        } else if (insn instanceof IincInsnNode increment) {
            live.set(increment.var);
        }
        for (TryCatchBlockNode handler : flow.handlersOf(index)) {
            live.or(before[code.indexOf(handler.handler)]);
        }
        return live;
    }
}
