package dev.heddle.transform.facts;

import dev.heddle.transform.facts.Awaited.Ending;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Tells on which way out a {@code close()} stands. It closes a block that failed when two things hold: from where the
 * resource was stored, the call can be reached over exception edges only; and after the call, control can leave the method
 * only by throwing. The first alone would take the way out of an inner {@code catch} that returns for a failure, the second
 * alone a {@code throw} that happens to follow a block that ended well.
 */
final class Closings {
    private final InsnList code;
    private final ControlFlow flow;

    Closings(MethodNode method, ControlFlow flow) {
        this.code = method.instructions;
        this.flow = flow;
    }

    Ending ending(int close) {
        boolean failed = !reachesWithoutException(close) && onlyThrows(close);
        return failed ? Ending.FAILED : Ending.COMPLETED;
    }

    private boolean reachesWithoutException(int close) {
        AbstractInsnNode receiver = code.get(close).getPrevious();
        while (receiver.getOpcode() < 0) {
            receiver = receiver.getPrevious();
        }
        Deque<Integer> starts = new ArrayDeque<>();
        if (receiver instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD) {
            for (int index = 0; index < code.size(); index++) {
                if (code.get(index) instanceof VarInsnNode store
                        && store.getOpcode() == Opcodes.ASTORE
                        && store.var == load.var) {
                    starts.add(index);
                }
            }
        }
        if (starts.isEmpty()) {
            starts.add(0);
        }
        return reachable(starts).get(close);
    }

    private boolean onlyThrows(int close) {
        BitSet after = reachable(new ArrayDeque<>(List.of(close)));
        return after.stream().noneMatch(index -> {
            int opcode = code.get(index).getOpcode();
            return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        });
    }

    private BitSet reachable(Deque<Integer> work) {
        BitSet seen = new BitSet();
        while (!work.isEmpty()) {
            int index = work.pop();
            if (!seen.get(index)) {
                seen.set(index);
                work.addAll(flow.successors(index));
            }
        }
        return seen;
    }
}
