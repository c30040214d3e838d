package dev.heddle.transform.facts;

import dev.heddle.transform.facts.Awaited.Ending;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Tells on which way out a {@code close()} stands. It closes a block that failed when three things hold: from where the
 * resource was stored, the call can be reached over exception edges only; across it, the exception that a handler has caught
 * is kept for later; and after it, control leaves by throwing. The first alone would take the way out of an inner
 * {@code catch} that returns for a failure, or that breaks out of a loop before something else is thrown; the others alone
 * would take the closing of a second resource, opened and used while an exception is on its way.
 */
final class Closings {
    private final MethodNode method;
    private final InsnList code;
    private final ControlFlow flow;
    private @Nullable Liveness liveness;

    Closings(MethodNode method, ControlFlow flow) {
        this.method = method;
        this.code = method.instructions;
        this.flow = flow;
    }

    Ending ending(int close) {
        boolean failed =
                throwsOn(close) && keepsWhatWasCaught(close) && !reachesWithoutException(storesOf(close), close);
        return failed ? Ending.FAILED : Ending.COMPLETED;
    }

    /** Where the variable is assigned that is loaded to be closed. */
    private Deque<Integer> storesOf(int close) {
        AbstractInsnNode receiver = code.get(close).getPrevious();
        while (receiver != null && receiver.getOpcode() < 0) {
            receiver = receiver.getPrevious();
        }
        Deque<Integer> stores = new ArrayDeque<>();
        if (receiver instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD) {
            for (int index = 0; index < code.size(); index++) {
                if (isStoreTo(load.var, code.get(index))) {
                    stores.add(index);
                }
            }
        }
        return stores;
    }

    private boolean reachesWithoutException(Deque<Integer> stores, int close) {
        Deque<Integer> starts = stores.isEmpty() ? new ArrayDeque<>(List.of(0)) : stores;
        return reachable(starts, -1).get(close);
    }

    /**
     * Whether what a handler on the way to the call has caught is still wanted after it: in the local into which the handler
     * stored it first of all, or on the stack.
     */
    private boolean keepsWhatWasCaught(int close) {
        if (liveness == null) {
            liveness = new Liveness(method, flow);
        }
        BitSet live = liveness.before(close);
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            AbstractInsnNode first = block.handler;
            while (first != null && first.getOpcode() < 0) {
                first = first.getNext();
            }
            int local = first instanceof VarInsnNode store && store.getOpcode() == Opcodes.ASTORE ? store.var : -1;
            boolean kept = local >= 0 ? live.get(local) : first != null && first.getOpcode() != Opcodes.POP;
            if (kept
                    && reachable(new ArrayDeque<>(List.of(code.indexOf(first))), local)
                            .get(close)) {
                return true;
            }
        }
        return false;
    }

    private boolean throwsOn(int close) {
        BitSet after = reachable(new ArrayDeque<>(List.of(close)), -1);
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

    /** What can follow without an exception, up to stores to {@code local}. */
    private BitSet reachable(Deque<Integer> work, int local) {
        BitSet seen = new BitSet();
        Deque<Integer> starts = new ArrayDeque<>(work);
        while (!work.isEmpty()) {
            int index = work.pop();
            if (!seen.get(index)) {
                seen.set(index);
                if (starts.contains(index) || !isStoreTo(local, code.get(index))) {
                    work.addAll(flow.successors(index));
                }
            }
        }
        return seen;
    }

    private static boolean isStoreTo(int local, AbstractInsnNode insn) {
        return insn instanceof VarInsnNode store && store.getOpcode() == Opcodes.ASTORE && store.var == local;
    }
}
