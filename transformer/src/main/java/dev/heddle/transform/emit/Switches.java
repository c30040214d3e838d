package dev.heddle.transform.emit;

import dev.heddle.transform.plan.State;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;

/** Switches over states. */
final class Switches {
    private Switches() {}

    /** Goes to the label of the state on the stack, which is one of them, ascending; the last is the default. */
    static AbstractInsnNode on(List<State> states, Labels<State> targets) {
        List<State> tested = states.subList(0, states.size() - 1);
        return new LookupSwitchInsnNode(
                targets.of(states.get(states.size() - 1)),
                tested.stream().mapToInt(State::number).toArray(),
                tested.stream().map(targets::of).toArray(LabelNode[]::new));
    }
}
