package dev.heddle.transform.facts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Where control can go from each instruction of a method, by index. Immutable once built. */
public final class ControlFlow {
    private final InsnList code;
    private final List<List<TryCatchBlockNode>> handlers = new ArrayList<>();

    public ControlFlow(MethodNode method) {
        code = method.instructions;
        for (int index = 0; index < code.size(); index++) {
            handlers.add(new ArrayList<>(0));
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            int end = code.indexOf(block.end);
            for (int index = code.indexOf(block.start); index < end; index++) {
                handlers.get(index).add(block);
            }
        }
    }

    /** The exception table entries that cover an instruction, in the order in which they are tried. */
    public List<TryCatchBlockNode> handlersOf(int index) {
        return handlers.get(index);
    }

    /** Indices that follow an instruction when it throws nothing. */
    public List<Integer> successors(int index) {
        AbstractInsnNode insn = code.get(index);
        List<Integer> next = new ArrayList<>(2);
        if (insn instanceof JumpInsnNode jump) {
            next.add(code.indexOf(jump.label));
        } else if (insn instanceof TableSwitchInsnNode table) {
            addTargets(next, table.labels, table.dflt);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            addTargets(next, lookup.labels, lookup.dflt);
        }
        if ((insn.getOpcode() < 0 || !TypeFlow.endsFlow(insn.getOpcode())) && index + 1 < code.size()) {
            next.add(index + 1);
        }
        return next;
    }

    /**
     * What can follow an instruction that throws nothing, without an exception on the way.
     *
     * @param ends instructions at which control is not followed any more; they do not count themselves
     */
    public BitSet after(int index, IntPredicate ends) {
        return after(index, ends, each -> List.of());
    }

    /** The same, with exceptions on the way. */
    public BitSet afterWithExceptions(int index, IntPredicate ends) {
        return after(index, ends, this::handlersOf);
    }

    /** Whether an instruction can follow another one, without an exception on the way. Nearby ones are found soon. */
    public boolean leads(int from, int to) {
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(successors(from));
        while (!work.isEmpty() && !seen.get(to)) {
            int next = work.pop();
            if (!seen.get(next)) {
                seen.set(next);
                work.addAll(successors(next));
            }
        }
        return seen.get(to);
    }

    /** What can follow any of some instructions, with exceptions on the way. */
    public BitSet afterAnyWithExceptions(BitSet indices, IntPredicate ends) {
        Deque<Integer> first = new ArrayDeque<>();
        indices.stream().forEach(index -> first.addAll(successors(index)));
        return reached(first, ends, this::handlersOf);
    }

    /** Where control comes by going backwards in the code: each loop has one of these, its first instruction. */
    public BitSet loopEntries() {
        BitSet entries = new BitSet();
        for (int index = 0; index < code.size(); index++) {
            for (int next : successors(index)) {
                entries.set(next, next <= index || entries.get(next));
            }
            for (TryCatchBlockNode block : handlersOf(index)) {
                int handler = code.indexOf(block.handler);
                entries.set(handler, handler <= index || entries.get(handler));
            }
        }
        return entries;
    }

    private BitSet after(int index, IntPredicate ends, IntFunction<List<TryCatchBlockNode>> handlersOf) {
        return reached(new ArrayDeque<>(successors(index)), ends, handlersOf);
    }

    private BitSet reached(Deque<Integer> work, IntPredicate ends, IntFunction<List<TryCatchBlockNode>> handlersOf) {
        BitSet seen = new BitSet();
        while (!work.isEmpty()) {
            int next = work.pop();
            if (!seen.get(next) && !ends.test(next)) {
                seen.set(next);
                work.addAll(successors(next));
                handlersOf.apply(next).forEach(block -> work.add(code.indexOf(block.handler)));
            }
        }
        return seen;
    }

    private void addTargets(List<Integer> next, List<LabelNode> labels, LabelNode otherwise) {
        for (LabelNode label : labels) {
            next.add(code.indexOf(label));
        }
        next.add(code.indexOf(otherwise));
    }
}
