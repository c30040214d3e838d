package dev.heddle.transform.explain;

import dev.heddle.transform.facts.ControlFlow;
import dev.heddle.transform.facts.MethodFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.objectweb.asm.tree.InsnList;

/** The ways through the code of one method, by index of instruction. Immutable once built. */
final class Walk {
    private final List<List<Integer>> running = new ArrayList<>();
    private final List<List<Integer>> failing = new ArrayList<>();
    private final List<List<Integer>> either = new ArrayList<>();

    Walk(MethodFacts facts) {
        InsnList code = facts.method().instructions;
        ControlFlow flow = facts.flow();
        for (int index = 0; index < code.size(); index++) {
            List<Integer> next = flow.successors(index);
            List<Integer> handlers = flow.handlersOf(index).stream()
                    .map(block -> code.indexOf(block.handler))
                    .toList();
            List<Integer> both = new ArrayList<>(next);
            if (code.get(index).getOpcode() >= 0) {
                both.addAll(handlers);
            }
            running.add(next);
            failing.add(handlers);
            either.add(both);
        }
    }

    /** Where control goes when an instruction throws nothing. */
    List<Integer> running(int index) {
        return running.get(index);
    }

    /** Where control goes when an instruction throws. */
    List<Integer> failing(int index) {
        return failing.get(index);
    }

    /** Where control can go at all. */
    List<Integer> either(int index) {
        return either.get(index);
    }

    /**
     * Visits each instruction that can be reached, once.
     *
     * @param next one of the methods above
     * @param goesOn whether control is followed behind an instruction that is visited
     */
    static void from(List<Integer> starts, IntFunction<List<Integer>> next, IntPredicate goesOn) {
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(starts);
        while (!work.isEmpty()) {
            int index = work.pop();
            if (!seen.get(index)) {
                seen.set(index);
                if (goesOn.test(index)) {
                    work.addAll(next.apply(index));
                }
            }
        }
    }
}
