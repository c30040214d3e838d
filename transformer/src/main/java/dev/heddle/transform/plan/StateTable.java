package dev.heddle.transform.plan;

import dev.heddle.transform.facts.MethodFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;

/**
 * What a suspended frame can tell of its method: in each state the line, and which variable of the source stands in which
 * slot. Immutable.
 *
 * @param method name of the method
 * @param descriptor of the method
 * @param variables all that a state refers to, each once, in the order of the first state that keeps it
 * @param states state 0 first
 */
public record StateTable(String method, String descriptor, List<Variable> variables, List<Row> states) {
    /**
     * A variable in a slot.
     *
     * @param slot name of the frame's field; empty for a variable that is known to be null
     * @param name as in the source
     * @param descriptor of its type in the source
     */
    public record Variable(String slot, String name, String descriptor) {}

    /**
     * One state.
     *
     * @param line 0 if unknown
     * @param variables numbers of those that it keeps, in the order of their locals
     */
    public record Row(int line, List<Integer> variables) {
        public Row {
            variables = List.copyOf(variables);
        }
    }

    public StateTable {
        variables = List.copyOf(variables);
        states = List.copyOf(states);
    }

    /** The table of a planned method, as far as its class file names variables. */
    public static StateTable of(AsyncPlan plan) {
        MethodFacts facts = plan.facts();
        Map<Variable, Integer> numbers = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        AbstractInsnNode start = facts.method().instructions.getFirst();
        rows.add(new Row(plan.line(), variables(facts, start, plan.arguments(), numbers)));
        for (State state : plan.states()) {
            rows.add(new Row(state.line(), variables(facts, state.site().insn(), state.saved(), numbers)));
        }
        return new StateTable(facts.method().name, facts.method().desc, new ArrayList<>(numbers.keySet()), rows);
    }

    private static List<Integer> variables(
            MethodFacts facts, AbstractInsnNode at, Saved saved, Map<Variable, Integer> numbers) {
        List<Integer> kept = new ArrayList<>();
        for (Saved.Local local : saved.locals()) {
            LocalVariableNode known = facts.variableIn(local.index(), at);
            if (known != null) {
                Slot slot = local.slot();
                Variable variable = new Variable(slot == null ? "" : slot.name(), known.name, known.desc);
                kept.add(numbers.computeIfAbsent(variable, next -> numbers.size()));
            }
        }
        return kept;
    }
}
