package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Origins;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.Hierarchy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The code of an async method as it was written, with what is true of it. Confined to one weaving. */
final class AsyncCode {
    private final MethodFacts facts;
    private final Hierarchy hierarchy;
    private final BlockingMethods blocking;
    private final HeldObjects held;
    private @Nullable Origins origins;
    private @Nullable List<Cancellations.Stop> cancellations;

    AsyncCode(MethodFacts facts, Hierarchy hierarchy, BlockingMethods blocking, HeldObjects held) {
        this.facts = facts;
        this.hierarchy = hierarchy;
        this.blocking = blocking;
        this.held = held;
    }

    MethodFacts facts() {
        return facts;
    }

    Hierarchy hierarchy() {
        return hierarchy;
    }

    BlockingMethods blocking() {
        return blocking;
    }

    HeldObjects held() {
        return held;
    }

    /** The places where the method may suspend, in code order. */
    List<Site.Suspension> suspensions() {
        return facts.sites().stream()
                .filter(Site.Suspension.class::isInstance)
                .map(Site.Suspension.class::cast)
                .toList();
    }

    /** Where the value on top of the stack may come from: mostly the call before, and only if not is it followed. */
    Set<AbstractInsnNode> originsOf(AbstractInsnNode insn) {
        if (insn.getPrevious() instanceof MethodInsnNode call && Type.getReturnType(call.desc) != Type.VOID_TYPE) {
            return Set.of(call);
        }
        return originsOf(insn, 0);
    }

    /** Where an operand may come from, 0 for the top of the stack. */
    Set<AbstractInsnNode> originsOf(AbstractInsnNode insn, int depth) {
        return origins().ofOperand(insn, depth);
    }

    /** Where the value of a local before an instruction may come from. */
    Set<AbstractInsnNode> originsOfLocal(AbstractInsnNode insn, int local) {
        return origins().ofLocal(insn, local);
    }

    /** The handlers that {@code Cancelled} may come to. */
    List<Cancellations.Stop> cancellations() {
        if (cancellations == null) {
            cancellations = Cancellations.stops(this);
        }
        return cancellations;
    }

    private Origins origins() {
        if (origins == null) {
            origins = new Origins(facts);
        }
        return origins;
    }
}
