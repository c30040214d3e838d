package dev.heddle.javac.check;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.WhileLoopTree;
import dev.heddle.transform.check.Rule;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * A loop that does nothing but sleep until state of the program has changed. What lies outside of the program, a file or the
 * clock, may have no other way to be waited for: a condition that calls something static, or with arguments, is left alone.
 */
final class BusyWait {
    private BusyWait() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        ExpressionTree condition = conditionOf(place.tree(), code);
        if (condition != null && place.asyncBody().isPresent() && looksAtState(condition, code)) {
            found.accept(new Finding(
                    Rule.BUSY_WAIT,
                    place.tree(),
                    "a loop sleeps until something has changed",
                    "it wakes up for nothing most of the time, and too late when it matters",
                    "let what changes it tell: await a task, a `CompletableFuture`, or something of `dev.heddle.sync` or"
                            + " `dev.heddle.channel`"));
        }
    }

    /** What a loop waits for that does nothing but sleep, or test and sleep; null of any other loop. */
    private static @Nullable ExpressionTree conditionOf(Tree tree, Code code) {
        ExpressionTree condition =
                tree instanceof WhileLoopTree loop ? loop.getCondition() : ((DoWhileLoopTree) tree).getCondition();
        StatementTree body =
                tree instanceof WhileLoopTree loop ? loop.getStatement() : ((DoWhileLoopTree) tree).getStatement();
        List<? extends StatementTree> statements = statements(body);
        if (statements.isEmpty() || !isSleep(statements.get(statements.size() - 1), code)) {
            return null;
        }
        boolean testsInside = statements.size() == 2
                && Boolean.TRUE.equals(code.constant(condition))
                && statements.get(0) instanceof IfTree test
                && test.getElseStatement() == null
                && isExit(test.getThenStatement());
        return testsInside ? ((IfTree) statements.get(0)).getCondition() : statements.size() == 1 ? condition : null;
    }

    private static boolean isExit(StatementTree branch) {
        List<? extends StatementTree> statements = statements(branch);
        return statements.size() == 1
                && (statements.get(0) instanceof BreakTree || statements.get(0) instanceof ReturnTree);
    }

    private static List<? extends StatementTree> statements(StatementTree body) {
        return body instanceof BlockTree block ? block.getStatements() : List.of(body);
    }

    private static boolean isSleep(StatementTree statement, Code code) {
        return statement instanceof ExpressionStatementTree call
                && code.isAwait(call.getExpression())
                && code.isCall(Code.awaited(call.getExpression()), Words.COROUTINES, "sleep", "yieldNow");
    }

    private static boolean looksAtState(ExpressionTree condition, Code code) {
        return OwnTrees.of(condition).noneMatch(tree -> changesOrAsksOutside(tree, code))
                && OwnTrees.of(condition).anyMatch(tree -> isState(tree, code));
    }

    private static boolean changesOrAsksOutside(Tree tree, Code code) {
        boolean changes = tree instanceof AssignmentTree
                || tree instanceof CompoundAssignmentTree
                || tree instanceof UnaryTree && tree.getKind().name().endsWith("CREMENT");
        boolean asks = tree instanceof MethodInvocationTree call
                && (code.suspends(tree) || !call.getArguments().isEmpty() || isStatic(code.method(tree)));
        return changes || asks;
    }

    private static boolean isStatic(@Nullable ExecutableElement method) {
        return method == null || method.getModifiers().contains(Modifier.STATIC);
    }

    private static boolean isState(Tree tree, Code code) {
        return tree instanceof MethodInvocationTree
                || (tree instanceof IdentifierTree || tree instanceof MemberSelectTree)
                        && code.element(tree) instanceof VariableElement variable
                        && variable.getKind().isField()
                        && variable.getConstantValue() == null;
    }
}
