package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Origins;
import dev.heddle.transform.parse.Hierarchy;
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
    private @Nullable Origins origins;

    AsyncCode(MethodFacts facts, Hierarchy hierarchy, BlockingMethods blocking) {
        this.facts = facts;
        this.hierarchy = hierarchy;
        this.blocking = blocking;
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

    /** Where the value on top of the stack may come from: mostly the call before, and only if not is it followed. */
    Set<AbstractInsnNode> originsOf(AbstractInsnNode insn) {
        if (insn.getPrevious() instanceof MethodInsnNode call && Type.getReturnType(call.desc) != Type.VOID_TYPE) {
            return Set.of(call);
        }
        if (origins == null) {
            origins = new Origins(facts);
        }
        return origins.ofOperand(insn);
    }
}
