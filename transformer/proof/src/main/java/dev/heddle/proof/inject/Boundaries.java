package dev.heddle.proof.inject;

import dev.heddle.transform.facts.ControlFlow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The instructions before which a method may suspend: those that can be reached and before which no path holds a monitor. The
 * monitors are followed here once more, and more cautiously than by the weaver, so that the weaver has no reason to refuse.
 * Stateless.
 */
final class Boundaries {
    /** A path that enters and never exits would count for ever. */
    private static final int MOST_MONITORS = 64;

    private Boundaries() {}

    static List<AbstractInsnNode> of(MethodNode method) {
        int[] held = held(method);
        List<AbstractInsnNode> boundaries = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            // between a NEW and its label nothing can stand: uninitialised types are named by the offset of the label
            if (insn.getOpcode() >= 0
                    && insn.getOpcode() != Opcodes.NEW
                    && held[method.instructions.indexOf(insn)] == 0) {
                boundaries.add(insn);
            }
        }
        return boundaries;
    }

    /** The most monitors that any path holds before each instruction, -1 where none leads. */
    private static int[] held(MethodNode method) {
        InsnList code = method.instructions;
        ControlFlow flow = new ControlFlow(method);
        int[] held = new int[code.size()];
        Arrays.fill(held, -1);
        Deque<Integer> work = new ArrayDeque<>();
        reach(0, 0, held, work);
        while (!work.isEmpty()) {
            int index = work.pop();
            int after = Math.max(0, held[index] + change(code.get(index)));
            for (int next : flow.successors(index)) {
                reach(next, after, held, work);
            }
            for (TryCatchBlockNode handler : flow.handlersOf(index)) {
                reach(code.indexOf(handler.handler), held[index], held, work);
            }
        }
        return held;
    }

    private static void reach(int index, int count, int[] held, Deque<Integer> work) {
        if (index < held.length && held[index] < count && count < MOST_MONITORS) {
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
