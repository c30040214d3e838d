package dev.heddle.transform.plan;

import dev.heddle.transform.WeaverOptions.Calls;
import dev.heddle.transform.facts.MethodFacts;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What will be done to one async method. Immutable.
 *
 * @param facts of the method as the compiler wrote it
 * @param line the first line of the method, 0 if the class file does not tell
 * @param frameClass internal name of the frame class
 * @param slots all slots of the frame
 * @param arguments state 0: what a cold coroutine holds, the parameters that the body reads
 * @param states the other states, by number
 * @param calls whether callers in other classes can be linked to the direct form
 */
public record AsyncPlan(
        MethodFacts facts,
        int line,
        String frameClass,
        List<Slot> slots,
        Saved arguments,
        List<State> states,
        Calls calls) {
    public AsyncPlan {
        slots = List.copyOf(slots);
        states = List.copyOf(states);
    }

    /**
     * Whether every state keeps {@code this}, known to be of its class, and it is no interface (whose methods would have to be
     * public). A stack map may know it as some superclass only.
     */
    public boolean keepsThis() {
        return (facts.owner().access & Opcodes.ACC_INTERFACE) == 0
                && keepsThis(arguments)
                && states.stream().allMatch(state -> keepsThis(state.saved()));
    }

    private boolean keepsThis(Saved saved) {
        Type owner = Type.getObjectType(facts.owner().name);
        return saved.slots().stream()
                .anyMatch(slot -> slot.name().equals(Slot.THIS) && slot.type().equals(owner));
    }
}
