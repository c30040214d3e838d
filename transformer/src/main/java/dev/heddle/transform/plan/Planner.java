package dev.heddle.transform.plan;

import dev.heddle.transform.WeaverOptions.Calls;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.facts.Types;
import dev.heddle.transform.parse.Hierarchy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Decides states and slots of one async method from its facts. */
public final class Planner {
    private final MethodFacts facts;
    private final SlotAllocator slots;

    private Planner(MethodFacts facts, Hierarchy hierarchy) {
        this.facts = facts;
        this.slots = new SlotAllocator(type -> hierarchy.isAccessible(type, facts.owner().name));
    }

    /** Plans a method that may be woven. */
    public static AsyncPlan plan(MethodFacts facts, String frameClass, Hierarchy hierarchy, Calls calls) {
        return new Planner(facts, hierarchy).plan(frameClass, calls);
    }

    /** A value to keep: where it comes from, and its slot number, or a null type for the null constant. */
    private record Kept(int local, @Nullable Type type, int slot) {}

    private AsyncPlan plan(String frameClass, Calls calls) {
        List<Kept> arguments = keep(0, facts.method().instructions.getFirst(), 0);
        List<Site.Suspension> suspensions = facts.sites().stream()
                .filter(Site.Suspension.class::isInstance)
                .map(Site.Suspension.class::cast)
                .toList();
        List<List<Kept>> kept = new ArrayList<>();
        for (Site.Suspension site : suspensions) {
            int operands = facts.typesBefore(site.insn()).getStackSize() - 1;
            kept.add(keep(kept.size() + 1, site.insn(), operands));
        }
        List<Slot> all = slots.finish();
        List<State> states = new ArrayList<>();
        for (int i = 0; i < suspensions.size(); i++) {
            Site.Suspension site = suspensions.get(i);
            Saved saved = saved(kept.get(i));
            List<Slot> used = saved.slots();
            List<Slot> stale = all.stream()
                    .filter(slot -> slot.holdsReference() && !used.contains(slot))
                    .toList();
            states.add(new State(i + 1, Lines.at(site.insn()), site, saved, stale));
        }
        return new AsyncPlan(facts, Lines.first(facts.method()), frameClass, all, saved(arguments), states, calls);
    }

    private List<Kept> keep(int state, AbstractInsnNode at, int operands) {
        Frame<BasicValue> types = facts.typesBefore(at);
        List<SlotAllocator.Value> values = new ArrayList<>();
        List<Integer> locals = new ArrayList<>();
        facts.liveness().before(facts.indexOf(at)).stream()
                .filter(local -> !Types.isTop(types.getLocal(local)))
                .forEach(local -> {
                    locals.add(local);
                    values.add(localValue(local, types.getLocal(local), at));
                });
        for (int operand = 0; operand < operands; operand++) {
            locals.add(-1);
            Type type = types.getStack(operand).getType();
            values.add(new SlotAllocator.Value("operand " + operand + type, type, "(operand)"));
        }
        List<SlotAllocator.Value> needSlots =
                values.stream().filter(value -> !isNull(value)).toList();
        int[] assigned = slots.assign(state, needSlots);
        List<Kept> kept = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < values.size(); i++) {
            boolean isNull = isNull(values.get(i));
            kept.add(new Kept(locals.get(i), isNull ? null : values.get(i).type(), isNull ? -1 : assigned[next++]));
        }
        return kept;
    }

    private SlotAllocator.Value localValue(int local, BasicValue value, AbstractInsnNode at) {
        boolean isThis = local == 0 && (facts.method().access & Opcodes.ACC_STATIC) == 0 && !isReassigned(0);
        if (isThis) {
            return new SlotAllocator.Value(Slot.THIS, value.getType(), Slot.THIS);
        }
        String name = facts.nameOf(local, at);
        return new SlotAllocator.Value(
                "local " + local + value.getType(), value.getType(), name == null ? "local " + local : name);
    }

    private boolean isReassigned(int local) {
        for (AbstractInsnNode insn : facts.method().instructions) {
            if (insn instanceof VarInsnNode access
                    && access.var == local
                    && access.getOpcode() >= Opcodes.ISTORE
                    && access.getOpcode() <= Opcodes.ASTORE) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNull(SlotAllocator.Value value) {
        return value.type().equals(Types.NULL.getType());
    }

    private Saved saved(List<Kept> kept) {
        List<Saved.Local> locals = new ArrayList<>();
        List<Saved.Operand> operands = new ArrayList<>();
        for (Kept value : kept) {
            Slot slot = value.type() == null ? null : slots.slot(value.slot());
            if (value.local() >= 0) {
                locals.add(new Saved.Local(value.local(), value.type(), slot));
            } else {
                operands.add(new Saved.Operand(value.type(), slot));
            }
        }
        return new Saved(locals, operands);
    }
}
