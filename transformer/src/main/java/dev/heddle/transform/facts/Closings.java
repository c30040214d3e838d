package dev.heddle.transform.facts;

import dev.heddle.transform.facts.Awaited.Ending;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
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
        Deque<Integer> stores = new ArrayDeque<>();
        if (previous(code.get(close)) instanceof VarInsnNode load && load.getOpcode() == Opcodes.ALOAD) {
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

    /** Whether what a handler on the way to the call has caught is still wanted after it, in a local or on the stack. */
    private boolean keepsWhatWasCaught(int close) {
        if (liveness == null) {
            liveness = new Liveness(method, flow);
        }
        BitSet live = liveness.before(close);
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            AbstractInsnNode first = nextFrom(block.handler);
            if (first instanceof VarInsnNode store && store.getOpcode() == Opcodes.ASTORE) {
                BitSet holders = holders(code.indexOf(first), store.var)[close];
                if (holders != null && holders.intersects(live)) {
                    return true;
                }
            } else if (first != null
                    && first.getOpcode() != Opcodes.POP
                    && reachable(new ArrayDeque<>(List.of(code.indexOf(first)))).get(close)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable AbstractInsnNode nextFrom(AbstractInsnNode start) {
        AbstractInsnNode insn = start;
        while (insn != null && insn.getOpcode() < 0) {
            insn = insn.getNext();
        }
        return insn;
    }

    /**
     * For each instruction that can follow a store, without an exception, the locals which may hold what was stored: that one
     * and those it was copied to. (Eclipse's compiler copies what it has caught before it closes a resource.)
     */
    private @Nullable BitSet[] holders(int store, int local) {
        @Nullable BitSet[] before = new BitSet[code.size()];
        Deque<Integer> work = new ArrayDeque<>();
        BitSet stored = new BitSet();
        stored.set(local);
        flow.successors(store).forEach(next -> merge(next, stored, before, work));
        while (!work.isEmpty()) {
            int index = work.pop();
            BitSet after = (BitSet) Objects.requireNonNull(before[index]).clone();
            if (code.get(index) instanceof VarInsnNode access && access.getOpcode() == Opcodes.ASTORE) {
                after.set(
                        access.var,
                        previous(access) instanceof VarInsnNode load
                                && load.getOpcode() == Opcodes.ALOAD
                                && after.get(load.var));
            }
            if (!after.isEmpty()) {
                flow.successors(index).forEach(next -> merge(next, after, before, work));
            }
        }
        return before;
    }

    private static void merge(int index, BitSet holders, @Nullable BitSet[] before, Deque<Integer> work) {
        BitSet known = before[index];
        if (known == null) {
            before[index] = (BitSet) holders.clone();
            work.add(index);
            return;
        }
        int size = known.cardinality();
        known.or(holders);
        if (known.cardinality() > size) {
            work.add(index);
        }
    }

    private static @Nullable AbstractInsnNode previous(AbstractInsnNode insn) {
        AbstractInsnNode before = insn.getPrevious();
        while (before != null && before.getOpcode() < 0) {
            before = before.getPrevious();
        }
        return before;
    }

    private boolean throwsOn(int close) {
        BitSet after = reachable(new ArrayDeque<>(List.of(close)));
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

    /** What can follow without an exception. */
    private BitSet reachable(Deque<Integer> starts) {
        Deque<Integer> work = new ArrayDeque<>(starts);
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
