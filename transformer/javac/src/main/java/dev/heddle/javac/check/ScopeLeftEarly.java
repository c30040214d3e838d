package dev.heddle.javac.check;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import dev.heddle.javac.check.Place.Around;
import dev.heddle.transform.check.Rule;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/**
 * A {@code return}, {@code break} or {@code continue} on a shorter way out of a scope, whose tasks nobody has cancelled or
 * awaited: it looks as if the method ended there, and waits for them all.
 */
final class ScopeLeftEarly {
    private ScopeLeftEarly() {}

    static void check(Place place, Consumer<Finding> found) {
        Tree exit = place.tree();
        Code code = place.code();
        for (Around around : place.around().toList()) {
            if (isTarget(around.tree(), exit)) {
                return; // what is further out is not left
            }
            if (around.tree() instanceof TryTree tree && around.part() == tree.getBlock() && !isLast(exit, tree)) {
                for (Tree resource : tree.getResources()) {
                    if (resource instanceof VariableTree variable
                            && code.words().isA(code.typeOf(variable), Words.TASK_SCOPE)
                            && leavesTasks(code.element(variable), exit, tree, code)) {
                        found.accept(finding(exit, variable.getName(), place.parent()));
                    }
                }
            }
        }
    }

    private static boolean isLast(Tree exit, TryTree tree) {
        return tree.getBlock().getStatements().contains(exit);
    }

    /** Whether the statement is the one that a {@code break} or {@code continue} ends. */
    private static boolean isTarget(Tree tree, Tree exit) {
        if (exit instanceof ReturnTree) {
            return false;
        }
        Name label = exit instanceof BreakTree jump ? jump.getLabel() : ((ContinueTree) exit).getLabel();
        if (label != null) {
            return tree instanceof LabeledStatementTree labeled
                    && labeled.getLabel().contentEquals(label);
        }
        return isLoop(tree) || exit instanceof BreakTree && tree instanceof SwitchTree;
    }

    private static boolean isLoop(Tree tree) {
        return tree instanceof WhileLoopTree
                || tree instanceof DoWhileLoopTree
                || tree instanceof ForLoopTree
                || tree instanceof EnhancedForLoopTree;
    }

    private static boolean leavesTasks(@Nullable Element scope, Tree exit, TryTree tree, Code code) {
        return scope != null
                && isCalledBefore(exit, tree, code, call -> isDroppedSpawn(call, scope, code))
                && !isCalledBefore(exit, tree, code, call -> isCancel(call, scope, code));
    }

    private static boolean isCalledBefore(Tree exit, TryTree tree, Code code, Predicate<Tree> wanted) {
        return code.callsOfScopes(tree.getBlock()).stream()
                .filter(each -> code.start(each) < code.start(exit))
                .anyMatch(wanted);
    }

    /** Whether a task is started whose handle nobody keeps; what is kept may have been awaited. */
    private static boolean isDroppedSpawn(Tree tree, Element scope, Code code) {
        return tree instanceof ExpressionStatementTree statement
                && code.isCall(statement.getExpression(), Words.TASK_SCOPE, "spawn", "spawnEagerly")
                && isOf(scope, statement.getExpression(), code);
    }

    private static boolean isCancel(Tree tree, Element scope, Code code) {
        return code.isCall(tree, Words.TASK_SCOPE, "cancel", "cancelChildren") && isOf(scope, tree, code);
    }

    private static boolean isOf(Element scope, Tree call, Code code) {
        Tree receiver = Code.receiver((MethodInvocationTree) call);
        return receiver != null && scope.equals(code.variable(receiver));
    }

    private static Finding finding(Tree exit, Name scope, Tree parent) {
        String word = exit instanceof ReturnTree ? "return" : exit instanceof BreakTree ? "break" : "continue";
        return new Finding(
                Rule.SCOPE_LEFT_EARLY,
                exit,
                "`" + word + "` leaves the scope `" + scope + "`, and waits for its tasks",
                "a scope ends when its tasks have ended; left by a `" + word + "` it lets them run to their ends",
                "where they are not needed any more, call `" + scope + ".cancelChildren()` before",
                source -> List.of(
                        parent instanceof BlockTree
                                ? source.insertLineBefore(exit, scope + ".cancelChildren();")
                                : source.wrap(exit, "{ " + scope + ".cancelChildren(); ", " }")));
    }
}
