package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.Names;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** A time limit for something that never waits. */
final class TimeoutWithoutEffect {
    private TimeoutWithoutEffect() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        if (place.tree() instanceof MethodInvocationTree call) {
            if (code.isCall(call, Words.COROUTINES, "timeout", "moveOnAfter", "shield")
                    && code.isCall(Code.withoutParentheses(call.getArguments().get(1)), Words.COROUTINES, Names.DONE)) {
                found.accept(finding(call, "`" + Code.name(call) + "` limits something that does not wait"));
            }
        } else if (place.tree() instanceof TryTree tree && tree.getResources().size() == 1) {
            Tree resource = tree.getResources().get(0);
            if (resource instanceof VariableTree scope
                    && isScopeWithDeadline(scope, code)
                    && !doesAnything(tree, code.element(scope), code)) {
                found.accept(finding(scope, "the deadline of `" + scope.getName() + "` limits nothing"));
            }
        }
    }

    private static boolean isScopeWithDeadline(VariableTree scope, Code code) {
        ExpressionTree open = scope.getInitializer();
        return open != null
                && code.isCall(open, Words.TASK_SCOPE, "open")
                && OwnTrees.of(open)
                        .anyMatch(tree -> code.isCall(tree, Words.COROUTINES, "deadline")
                                || code.isCall(tree, Words.SCOPE_OPTIONS, "deadline", "within"));
    }

    /** Whether something in the block waits, or has to do with the scope. */
    private static boolean doesAnything(TryTree tree, @Nullable Element scope, Code code) {
        return OwnTrees.of(tree.getBlock()).anyMatch(code::suspends)
                || scope == null
                || code.mentions(tree.getBlock(), scope);
    }

    private static Finding finding(Tree at, String message) {
        return new Finding(
                Rule.TIMEOUT_WITHOUT_EFFECT,
                at,
                message,
                "a deadline is seen at an `await` and by tasks; code that does neither runs to its end",
                "leave it out, or put the code that waits inside");
    }
}
