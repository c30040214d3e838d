package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A task that an async method starts in the scope of the whole program. */
record SpawnedInRootScope(int line, String call) implements Finding {
    private static final String SCOPE = "dev/heddle/TaskScope";

    static void check(AsyncCode code, Consumer<Finding> found) {
        for (AbstractInsnNode insn : code.facts().method().instructions) {
            if (insn instanceof MethodInsnNode call
                    && call.owner.equals(SCOPE)
                    && (call.name.startsWith("spawn") || call.name.equals("start"))
                    && isRoot(code.originsOf(call, Type.getArgumentTypes(call.desc).length))) {
                found.accept(new SpawnedInRootScope(Lines.at(call), call.name));
            }
        }
    }

    private static boolean isRoot(Set<AbstractInsnNode> origins) {
        return origins.size() == 1
                && origins.iterator().next() instanceof MethodInsnNode maker
                && maker.owner.equals("dev/heddle/Loop")
                && maker.name.equals("rootScope");
    }

    @Override
    public Rule rule() {
        return Rule.SPAWNED_IN_ROOT_SCOPE;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`" + call + "` in the root scope of the loop",
                "the task outlives the method that starts it: nobody awaits it, its failure reaches nobody here, and"
                        + " cancelling the caller does not end it",
                "open a `TaskScope` around the work, or take the caller's as a parameter");
    }
}
