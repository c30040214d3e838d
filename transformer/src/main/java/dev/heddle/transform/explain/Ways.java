package dev.heddle.transform.explain;

import dev.heddle.transform.explain.Machine.Cause;
import dev.heddle.transform.explain.Machine.Way;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.objectweb.asm.Opcodes;

/** Follows control from each state of a method to the states in which it can suspend next. Confined to one method. */
final class Ways {
    /** More states than this make neither a picture nor a list that anybody reads. */
    private static final int MOST_STATES = 100;

    private final AsyncPlan plan;
    private final Walk walk;

    /** Index of the instruction to the number of the state. */
    private final Map<Integer, Integer> states = new HashMap<>();

    private Ways(AsyncPlan plan, Walk walk) {
        this.plan = plan;
        this.walk = walk;
        plan.states()
                .forEach(state -> states.put(plan.facts().indexOf(state.site().insn()), state.number()));
    }

    static Machine of(AsyncPlan plan, Walk walk) {
        return plan.states().size() > MOST_STATES ? new Machine(List.of()) : new Ways(plan, walk).find();
    }

    private Machine find() {
        List<Way> ways = new ArrayList<>(from(0, List.of(0), List.of()));
        for (State state : plan.states()) {
            int index = plan.facts().indexOf(state.site().insn());
            ways.addAll(from(state.number(), walk.running(index), walk.failing(index)));
        }
        return new Machine(ways);
    }

    /**
     * The ways from a state.
     *
     * @param resumed where control goes with the value that the state has waited for
     * @param failed where it goes if that failed
     */
    private List<Way> from(int state, List<Integer> resumed, List<Integer> failed) {
        SortedSet<Integer> run = targets(resumed, walk::running);
        if (state > 0 && plan.states().get(state - 1).site() instanceof Site.AwaitedReturn) {
            run.add(Machine.END);
        }
        List<Integer> starts = new ArrayList<>(resumed);
        starts.addAll(failed);
        SortedSet<Integer> all = targets(starts, walk::either);
        all.addAll(run);
        return all.stream()
                .map(to -> new Way(state, to, run.contains(to) ? Cause.RUN : Cause.FAILURE))
                .toList();
    }

    /** The states and ends that can be reached without passing another state. */
    private SortedSet<Integer> targets(List<Integer> starts, IntFunction<List<Integer>> next) {
        SortedSet<Integer> found = new TreeSet<>();
        Walk.from(starts, next, index -> {
            Integer state = states.get(index);
            int opcode = plan.facts().method().instructions.get(index).getOpcode();
            if (state != null) {
                found.add(state);
            } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                found.add(Machine.END);
            }
            return state == null;
        });
        return found;
    }
}
