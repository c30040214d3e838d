package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.Hierarchy;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * An async method that never waits. Those that others can override, or that stand for another method, are no finding: what
 * they stand for may have to wait.
 */
record NothingAwaited(int line, String method) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        MethodNode method = facts.method();
        boolean waits = facts.sites().stream()
                .anyMatch(site -> site instanceof Site.Suspension || site instanceof Site.TailAwait);
        if (!waits && AsyncMethods.isAnnotated(method) && standsForItself(facts.owner(), method, code.hierarchy())) {
            found.accept(new NothingAwaited(Lines.first(method), method.name));
        }
    }

    private static boolean standsForItself(ClassNode owner, MethodNode method, Hierarchy hierarchy) {
        if ((method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0) {
            return true;
        }
        boolean isFinal = ((method.access | owner.access) & Opcodes.ACC_FINAL) != 0;
        return isFinal && !overrides(owner, method, hierarchy);
    }

    /** A method with other types than the one it overrides has a bridge beside it. */
    private static boolean overrides(ClassNode owner, MethodNode method, Hierarchy hierarchy) {
        boolean hasBridge = owner.methods.stream()
                .anyMatch(each -> each.name.equals(method.name) && (each.access & Opcodes.ACC_BRIDGE) != 0);
        return hasBridge || hierarchy.declaresAbove(owner, method.name, method.desc);
    }

    @Override
    public Rule rule() {
        return Rule.NOTHING_AWAITED;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`" + method + "` is `@Async` and awaits nothing",
                "whoever calls it has to await a result that is there at once",
                "drop `@Async` and return the result itself, if no `await` has been forgotten");
    }
}
