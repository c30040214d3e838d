package dev.heddle.transform.facts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Which monitors are held before each instruction, following normal and exception edges. */
final class Monitors {
    private final InsnList code;
    private final ControlFlow flow;
    private final Map<Integer, List<AbstractInsnNode>> held = new HashMap<>();
    private final Deque<Integer> work = new ArrayDeque<>();

    private Monitors(InsnList code, ControlFlow flow) {
        this.code = code;
        this.flow = flow;
    }

    /** The instructions that have taken the monitors that may be held, the outermost first, by index of an instruction. */
    static Map<Integer, List<AbstractInsnNode>> held(MethodNode method, ControlFlow flow) {
        Monitors monitors = new Monitors(method.instructions, flow);
        if (monitors.takesAny()) {
            monitors.follow();
        }
        return monitors.held;
    }

    private boolean takesAny() {
        for (AbstractInsnNode insn : code) {
            if (insn.getOpcode() == Opcodes.MONITORENTER) {
                return true;
            }
        }
        return false;
    }

    private void follow() {
        reach(0, List.of());
        while (!work.isEmpty()) {
            int index = work.pop();
            List<AbstractInsnNode> before = held.getOrDefault(index, List.of());
            List<AbstractInsnNode> after = after(code.get(index), before);
            for (int next : flow.successors(index)) {
                reach(next, after);
            }
            for (TryCatchBlockNode handler : flow.handlersOf(index)) {
                boolean leaves = code.get(index).getOpcode() == Opcodes.MONITOREXIT;
                reach(code.indexOf(handler.handler), leaves ? after : before);
            }
        }
    }

    /** First visit decides: compilers balance monitors, so every path to an instruction holds the same ones. */
    private void reach(int index, List<AbstractInsnNode> monitors) {
        if (held.putIfAbsent(index, monitors) == null) {
            work.push(index);
        }
    }

    /** Monitors are left in the opposite order. */
    private static List<AbstractInsnNode> after(AbstractInsnNode insn, List<AbstractInsnNode> before) {
        if (insn.getOpcode() == Opcodes.MONITORENTER) {
            List<AbstractInsnNode> after = new ArrayList<>(before);
            after.add(insn);
            return after;
        }
        boolean leaves = insn.getOpcode() == Opcodes.MONITOREXIT && !before.isEmpty();
        return leaves ? before.subList(0, before.size() - 1) : before;
    }
}
