package dev.heddle.transform.facts;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** How many monitors are held before each instruction, following normal and exception edges. */
final class Monitors {
    private static final int NOT_REACHED = -1;

    private Monitors() {}

    /** The greatest number of monitors that may be held, by instruction. */
    static int[] held(MethodNode method, ControlFlow flow) {
        InsnList code = method.instructions;
        int[] held = new int[code.size()];
        Arrays.fill(held, NOT_REACHED);
        Deque<Integer> work = new ArrayDeque<>();
        reach(0, 0, held, work);
        while (!work.isEmpty()) {
            int index = work.pop();
            int after = held[index] + change(code.get(index));
            for (int next : flow.successors(index)) {
                reach(next, Math.max(after, 0), held, work);
            }
            for (TryCatchBlockNode handler : flow.handlersOf(index)) {
                int entered = code.get(index).getOpcode() == Opcodes.MONITOREXIT ? Math.max(after, 0) : held[index];
                reach(code.indexOf(handler.handler), entered, held, work);
            }
        }
        return held;
    }

    /** First visit decides: compilers balance monitors, so every path to an instruction holds the same number. */
    private static void reach(int index, int count, int[] held, Deque<Integer> work) {
        if (held[index] == NOT_REACHED) {
            held[index] = count;
            work.push(index);
        }
    }

    private static int change(AbstractInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.MONITORENTER -> 1;
            case Opcodes.MONITOREXIT -> -1;
            default -> 0;
        };
    }
}
