package dev.heddle.transform.emit;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals of a resume body hold the same as in the direct form: those that have been restored or assigned on every way
 * from where the body may have been entered. A local that was not saved because it is dead holds anything, and a debugger
 * must not take it for the variable that lived there. Forward data flow; immutable once built.
 */
final class RestoredLocals {
    private final MethodFacts facts;
    private final InsnList code;
    private final Map<AbstractInsnNode, BitSet> saved = new HashMap<>();
    private final @Nullable BitSet[] before;
    private final Deque<Integer> open = new ArrayDeque<>();

    RestoredLocals(AsyncPlan plan) {
        facts = plan.facts();
        code = facts.method().instructions;
        before = new BitSet[code.size()];
        for (State state : plan.states()) {
            saved.put(state.site().insn(), indexes(state.saved()));
        }
        reach(0, indexes(plan.arguments()));
        while (!open.isEmpty()) {
            flow(open.pop());
        }
    }

    /** The parts of a scope in which the variable can be relied on. */
    List<Scope> within(Scope scope) {
        List<Scope> parts = new ArrayList<>();
        AbstractInsnNode from = null;
        for (AbstractInsnNode insn = scope.from(); insn != scope.to(); insn = insn.getNext()) {
            BitSet holds = before[facts.indexOf(insn)];
            boolean visible = holds == null || holds.get(scope.variable().index);
            if (visible && from == null) {
                from = insn;
            } else if (!visible && from != null) {
                parts.add(new Scope(scope.variable(), from, insn));
                from = null;
            }
        }
        if (from != null) {
            parts.add(new Scope(scope.variable(), from, scope.to()));
        }
        return parts;
    }

    private void flow(int index) {
        BitSet now = Objects.requireNonNull(before[index]);
        BitSet after = after(code.get(index), now);
        for (int next : facts.flow().successors(index)) {
            reach(next, after);
        }
        BitSet thrown = (BitSet) after.clone();
        thrown.and(now);
        for (TryCatchBlockNode handler : facts.flow().handlersOf(index)) {
            reach(code.indexOf(handler.handler), thrown);
        }
    }

    private BitSet after(AbstractInsnNode insn, BitSet now) {
        BitSet after = (BitSet) now.clone();
        BitSet restored = saved.get(insn);
        if (restored != null) {
            after.and(restored);
        } else if (insn instanceof VarInsnNode store
                && store.getOpcode() >= Opcodes.ISTORE
                && store.getOpcode() != Opcodes.RET) {
            after.set(store.var);
        }
        return after;
    }

    private void reach(int index, BitSet holding) {
        BitSet known = before[index];
        if (known == null) {
            before[index] = (BitSet) holding.clone();
            open.push(index);
            return;
        }
        int count = known.cardinality();
        known.and(holding);
        if (known.cardinality() < count) {
            open.push(index);
        }
    }

    private static BitSet indexes(Saved saved) {
        BitSet indexes = new BitSet();
        saved.locals().forEach(local -> indexes.set(local.index()));
        return indexes;
    }
}
