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
                    "`" + Code.name(call) + "` in the root scope of the loop",
                    "the task outlives the method that starts it: nobody awaits it, its failure reaches nobody here, and"
                            + " cancelling the caller does not end it",
                    "open a `TaskScope` around the work, or take the caller's as a parameter"));
        }
    }
}
