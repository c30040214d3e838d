package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.facts.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * A value that a method keeps while it is suspended, because it is used afterwards. Confined to one weaving.
 *
 * @param type exact or a supertype, as the class file declares it
 * @param place a local, or the depth of an operand
 */
record Kept(AsyncCode code, Site.Suspension site, Type type, Place place, int index) {
    /** Where a value is kept. */
    enum Place {
        LOCAL,
        OPERAND
    }

    /** All that is kept at a suspension point: variables, and operands below what it waits for. */
    static List<Kept> at(Site.Suspension site, AsyncCode code) {
        MethodFacts facts = code.facts();
        Frame<BasicValue> before = facts.typesBefore(site.insn());
        List<Kept> kept = new ArrayList<>();
        BitSet live = facts.liveness().before(facts.indexOf(site.insn()));
        for (int local = live.nextSetBit(0); local >= 0; local = live.nextSetBit(local + 1)) {
            if (isValue(before.getLocal(local))) {
                kept.add(new Kept(code, site, before.getLocal(local).getType(), Place.LOCAL, local));
            }
        }
        for (int depth = 1; depth < before.getStackSize(); depth++) {
            BasicValue operand = before.getStack(before.getStackSize() - 1 - depth);
            if (isValue(operand)) {
                kept.add(new Kept(code, site, operand.getType(), Place.OPERAND, depth));
            }
        }
        return kept;
    }

    private static boolean isValue(BasicValue value) {
        return !Types.isTop(value) && !Types.isNull(value) && !(value instanceof Types.Uninitialized);
    }

    /** Of the variable in the source, in backticks, or what it is. */
    String name() {
        String variable = place == Place.LOCAL ? code.facts().nameOf(index, site.insn()) : null;
        if (variable != null) {
            return "`" + variable + "`";
        }
        return place == Place.LOCAL ? "a value" : "an operand";
    }

    /** Where it may come from. */
    Set<AbstractInsnNode> origins() {
        return place == Place.LOCAL ? code.originsOfLocal(site.insn(), index) : code.originsOf(site.insn(), index);
    }
}
