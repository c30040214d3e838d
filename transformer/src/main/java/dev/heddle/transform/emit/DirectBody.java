package dev.heddle.transform.emit;

import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.plan.AsyncPlan;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * The direct form: runs on the caller's stack, has no frame until it suspends, and is never entered again. What it suspends
 * is resumed in the {@link ResumeBody}.
 */
final class DirectBody extends Body {
    private static final int VISIBILITY = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;

    private final StackMaps stackMaps;

    DirectBody(AsyncPlan plan, List<StateGroup> groups) {
        super(plan, groups, method(plan));
        stackMaps = new StackMaps(facts, labels, List.of());
    }

    /** Only a method that can be called by name and awaited at once is ever called directly. */
    static boolean isNeeded(AsyncPlan plan) {
        return plan.facts().result() == AsyncReturn.COROUTINE
                && AsyncMethods.isAnnotated(plan.facts().method());
    }

    @Override
    StackMaps stackMaps() {
        return stackMaps;
    }

    @Override
    String title() {
        return "direct form";
    }

    @Override
    List<Scope> scopes() {
        return Scope.all(facts.method());
    }

    @Override
    void enter() {
        // parameters are where the body expects them
    }

    @Override
    void pushFrame() {
        code.insn(Opcodes.ACONST_NULL);
    }

    @Override
    void obtainFrame() {
        code.construct(plan.frameClass()).storeRef(frameLocal);
    }

    @Override
    void leave() {
        // nothing returns here
    }

    private static MethodNode method(AsyncPlan plan) {
        MethodNode original = plan.facts().method();
        return new MethodNode(
                original.access & (VISIBILITY | Opcodes.ACC_STATIC),
                DirectCall.name(original.name),
                DirectCall.descriptor(original.desc),
                null,
                original.exceptions.toArray(String[]::new));
    }
}
