package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.heddle.transform.check.Rule;
import java.util.function.Consumer;

/** A task that async code starts in the scope of the loop, where nothing that it belongs to waits for it. */
final class SpawnedInRootScope {
    private SpawnedInRootScope() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        MethodInvocationTree call = (MethodInvocationTree) place.tree();
        ExpressionTree receiver = Code.receiver(call);
        if (receiver != null
                && code.isCall(call, Words.TASK_SCOPE, "spawn", "spawnEagerly", "spawnWhenFree", "start")
                && code.isCall(Code.withoutParentheses(receiver), Words.LOOP, "rootScope")
                && place.asyncBody().isPresent()) {
            found.accept(new Finding(
                    Rule.SPAWNED_IN_ROOT_SCOPE,
                    call,
                    "a task is started in the root scope",
                    "it outlives this method: no caller waits for it, cancels it or hears of its failure",
                    "open a `TaskScope` here, or take one as a parameter"));
        }
    }
}
