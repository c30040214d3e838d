package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** A loop without an end in which the method never waits. What a call in it throws is not counted as an end. */
record EndlessLoop(int line) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        InsnList insns = facts.method().instructions;
        BitSet entries = facts.flow().loopEntries();
        if (entries.isEmpty()) {
            return;
        }
        BitSet leaving = leaving(facts);
        BitSet told = new BitSet();
        for (int entry = entries.nextSetBit(0); entry >= 0; entry = entries.nextSetBit(entry + 1)) {
            int index = firstInstruction(entry, insns);
            if (isStuck(index, facts, leaving) && !told.get(index)) {
                BitSet after = facts.flow().afterWithExceptions(index, each -> false);
                if (after.get(index)) {
                    found.accept(new EndlessLoop(Lines.at(insns.get(index))));
                    told.or(after);
                }
            }
        }
    }

    /** Behind labels and line numbers. */
    private static int firstInstruction(int entry, InsnList insns) {
        int index = entry;
        while (insns.get(index).getOpcode() < 0 && index + 1 < insns.size()) {
            index++;
        }
        return index;
    }

    private static boolean isStuck(int index, MethodFacts facts, BitSet leaving) {
        return facts.types()[index] != null
                && facts.method().instructions.get(index).getOpcode() >= 0
                && !leaving.get(index);
    }

    /** From where control may come to the end of the method, or to where it waits. */
    private static BitSet leaving(MethodFacts facts) {
        InsnList insns = facts.method().instructions;
        BitSet leaving = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        for (Site site : facts.sites()) {
            if (site instanceof Site.Suspension) {
                work.add(facts.indexOf(site.insn()));
            }
        }
        for (int index = 0; index < insns.size(); index++) {
            int opcode = insns.get(index).getOpcode();
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN || opcode == Opcodes.ATHROW) {
                work.add(index);
            }
        }
        List<List<Integer>> predecessors = predecessors(facts);
        while (!work.isEmpty()) {
            int index = work.pop();
            if (!leaving.get(index)) {
                leaving.set(index);
                work.addAll(predecessors.get(index));
            }
        }
        return leaving;
    }

    private static List<List<Integer>> predecessors(MethodFacts facts) {
        InsnList insns = facts.method().instructions;
        List<List<Integer>> predecessors = new ArrayList<>();
        insns.forEach(insn -> predecessors.add(new ArrayList<>(2)));
        for (int index = 0; index < insns.size(); index++) {
            for (int next : facts.flow().successors(index)) {
                predecessors.get(next).add(index);
            }
            for (TryCatchBlockNode block : facts.flow().handlersOf(index)) {
                predecessors.get(insns.indexOf(block.handler)).add(index);
            }
        }
        return predecessors;
    }

    @Override
    public Rule rule() {
        return Rule.ENDLESS_LOOP;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "a loop without an end in which nothing is awaited",
                "the method never gives its thread back, so no other task of the loop runs again",
                "`await(yieldNow())` in each turn, or run it through `blocking(() -> ...)`");
    }
}
