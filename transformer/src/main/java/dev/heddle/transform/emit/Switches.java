package dev.heddle.transform.emit;

import dev.heddle.transform.plan.State;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** Switches over states: by a table where that is the shorter way to write it, by keys otherwise. */
final class Switches {
    private Switches() {}

    /** Goes to the label of the state on the stack, which is one of them, ascending; the last one's is the default. */
    static AbstractInsnNode on(List<State> states, Labels<State> targets) {
        LabelNode otherwise = targets.of(states.get(states.size() - 1));
        Map<Integer, LabelNode> keys = new LinkedHashMap<>();
        for (State state : states) {
            LabelNode target = targets.of(state);
            if (target != otherwise) {
                keys.put(state.number(), target);
            }
        }
        int[] numbers = keys.keySet().stream().mapToInt(number -> number).toArray();
        int first = numbers.length == 0 ? 0 : numbers[0];
        int last = numbers.length == 0 ? 0 : numbers[numbers.length - 1];
        if (last - first + 1 > 2 * numbers.length) {
            return new LookupSwitchInsnNode(otherwise, numbers, keys.values().toArray(LabelNode[]::new));
        }
        LabelNode[] table = new LabelNode[last - first + 1];
        Arrays.fill(table, otherwise);
        keys.forEach((number, target) -> table[number - first] = target);
        return new TableSwitchInsnNode(first, last, otherwise, table);
    }
}
