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
 * resource was stored, the call can be reached over exception edges only; and after the call, control leaves by throwing,
 * neither returning nor going on to the next resource of a loop. The first alone would take the way out of an inner
 * {@code catch} that returns for a failure, the second alone a {@code throw} that happens to follow a block that ended well.
 */
final class Closings {
    private final InsnList code;
    private final ControlFlow flow;

    Closings(MethodNode method, ControlFlow flow) {
        this.code = method.instructions;
        this.flow = flow;
    }

    Ending ending(int close) {
        Deque<Integer> stores = storesOf(close);
        BitSet after = reachable(new ArrayDeque<>(List.of(close)));
        boolean throwsOn = throwsOn(after) && stores.stream().noneMatch(after::get);
        boolean failed = throwsOn && !reachesWithoutException(stores, close);
        return failed ? Ending.FAILED : Ending.COMPLETED;
    }

    /** Where the variable is assigned that is loaded to be closed. */
    private Deque<Integer> storesOf(int close) {
        AbstractInsnNode receiver = code.get(close).getPrevious();
        while (receiver.getOpcode() < 0 || receiver.getOpcode() == Opcodes.CHECKCAST) {
            receiver = receiver.getPrevious();
        }
        Deque<Integer> stores = new ArrayDeque<>();
        if (receiver instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD) {
            for (int index = 0; index < code.size(); index++) {
                if (code.get(index) instanceof VarInsnNode store
                        && store.getOpcode() == Opcodes.ASTORE
                        && store.var == load.var) {
                    stores.add(index);
                }
            }
        }
        return stores;
    }

    private boolean reachesWithoutException(Deque<Integer> stores, int close) {
        Deque<Integer> starts = stores.isEmpty() ? new ArrayDeque<>(List.of(0)) : stores;
        return reachable(starts).get(close);
    }

    private boolean throwsOn(BitSet after) {
        boolean throwsOn = false;
        for (int index = after.nextSetBit(0); index >= 0; index = after.nextSetBit(index + 1)) {
            int opcode = code.get(index).getOpcode();
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                return false;
            }
            throwsOn |= opcode == Opcodes.ATHROW;
        }
        return throwsOn;
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
