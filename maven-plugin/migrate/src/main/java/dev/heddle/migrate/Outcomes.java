package dev.heddle.migrate;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.heddle.migrate.Chain.Occasion;
import dev.heddle.migrate.Chains.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the functions apart that get failures. None of them may look at one: with or without its wrapper, it is another one
 * behind an {@code await}. Confined to one thread.
 */
final class Outcomes {
    private final Unit unit;
    private final Functions functions;
    private final Uses uses;
    private final TypeText typeText;

    Outcomes(Unit unit, Functions functions) {
        this.unit = unit;
        this.functions = functions;
        this.uses = new Uses(unit);
        this.typeText = new TypeText(unit);
    }

    /** The function of {@link Operation#EXCEPTIONALLY}. */
    Chain.@Nullable Step recovery(MethodInvocationTree call, ExpressionTree function, Position position) {
        if (function instanceof MemberReferenceTree) {
            return functions.refuse(
                    function, "`" + unit.text(function) + "` gets the failure, with or without its wrapper", null);
        }
        if (!(function instanceof LambdaExpressionTree lambda)) {
            return functions.notWritten(function);
        }
        VariableTree failure = lambda.getParameters().get(0);
        if (!uses.of(failure, lambda).isEmpty()) {
            return looksAtFailure(failure);
        }
        if (position == Position.INNER && typeText.ofResult(unit.type(call)) == null) {
            return cannotBeWritten(call);
        }
        Chain.Piece piece = functions.body(lambda, Operation.EXCEPTIONALLY, position);
        return piece == null ? null : new Chain.Body(lambda, piece);
    }

    /** The function of {@link Operation#HANDLE}: two ways where it begins so and ends the method, else one for both outcomes. */
    Chain.@Nullable Step handler(ExpressionTree function, Position position) {
        if (!(function instanceof LambdaExpressionTree lambda)) {
            return functions.notWritten(function);
        }
        VariableTree result = lambda.getParameters().get(0);
        VariableTree failure = lambda.getParameters().get(1);
        if (!uses.areNullTests(failure, lambda)) {
            return looksAtFailure(failure);
        }
        boolean looksAtResult = !uses.of(result, lambda).isEmpty();
        if (looksAtResult && typeText.of(unit.type(result)) == null) {
            return cannotBeWritten(result);
        }
        if (position == Position.LAST) {
            Chain.Branches branches = lambda.getBody() instanceof ConditionalExpressionTree choice
                    ? branches(lambda, choice)
                    : branches(lambda);
            if (branches != null
                    && uses.of(failure, lambda).size() == 1
                    && uses.in(branches.failed(), result).isEmpty()) {
                return branches;
            }
        }
        if (uses.areCaptured(result, lambda)) {
            return functions.refuse(
                    result,
                    "`" + result.getName() + "` is captured, and would be assigned in two places",
                    "give the lambda inside a variable of its own");
        }
        Chain.Piece piece = functions.body(lambda, Operation.HANDLE, position);
        return piece == null ? null : new Chain.Body(lambda, piece);
    }

    /** The function of {@link Operation#WATCH}. */
    Chain.@Nullable Step watcher(MethodInvocationTree call, ExpressionTree function) {
        if (!(function instanceof LambdaExpressionTree lambda)) {
            return functions.notWritten(function);
        }
        VariableTree result = lambda.getParameters().get(0);
        VariableTree failure = lambda.getParameters().get(1);
        if (!uses.areNullTests(failure, lambda)) {
            return looksAtFailure(failure);
        }
        if (typeText.ofResult(unit.type(call)) == null) {
            return cannotBeWritten(call);
        }
        boolean looksAtResult = !uses.of(result, lambda).isEmpty();
        if (uses.of(failure, lambda).isEmpty()) {
            return looksAtResult
                    ? functions.refuse(
                            result,
                            "the result is used whether there is one or not",
                            "ask first whether there was a failure: `if (failure == null) { ... }`")
                    : watched(lambda, Occasion.ALWAYS, functions.body(lambda, Operation.WATCH, Position.INNER));
        }
        if (!(lambda.getBody() instanceof BlockTree block)
                || block.getStatements().size() != 1
                || !(block.getStatements().get(0) instanceof IfTree only)
                || only.getElseStatement() != null
                || !(only.getThenStatement() instanceof BlockTree then)
                || uses.of(failure, lambda).size() != 1) {
            return functions.refuse(
                    lambda,
                    "the lambda of `whenComplete` does more than one of both outcomes needs",
                    "write one `whenComplete` for success and one for failure");
        }
        Tree.Kind test = test(lambda, only.getCondition());
        if (test == null || looksAtResult && (test == Tree.Kind.NOT_EQUAL_TO || !uses.areReads(result, lambda))) {
            return functions.refuse(
                    only.getCondition(),
                    "it is not clear that the result is used only where there is one, and stays as it is",
                    "write `if (failure == null) { ... }`");
        }
        return watched(
                lambda,
                test == Tree.Kind.EQUAL_TO ? Occasion.SUCCESS : Occasion.FAILURE,
                functions.statements(
                        lambda, then, then.getStatements(), unit.start(then) + 1, Operation.WATCH, Position.INNER));
    }

    private static Chain.@Nullable Step watched(
            LambdaExpressionTree lambda, Occasion occasion, Chain.@Nullable Piece piece) {
        return piece == null ? null : new Chain.Watched(lambda, occasion, piece);
    }

    private Chain.@Nullable Step looksAtFailure(Tree place) {
        return functions.refuse(
                place,
                "the handler looks at the failure, which can be wrapped in a `CompletionException` here and is not behind an"
                        + " `await`",
                "rewrite it by hand: `catch` gets the failure itself");
    }

    private Chain.@Nullable Step cannotBeWritten(Tree place) {
        return functions.refuse(place, "there is no way to write the type of the result", null);
    }

    private Chain.@Nullable Branches branches(LambdaExpressionTree lambda, ConditionalExpressionTree choice) {
        Tree.Kind test = test(lambda, choice.getCondition());
        if (test == null) {
            return null;
        }
        Chain.Piece onTrue = expression(choice.getTrueExpression());
        Chain.Piece onFalse = expression(choice.getFalseExpression());
        return test == Tree.Kind.NOT_EQUAL_TO
                ? new Chain.Branches(lambda, onTrue, onFalse)
                : new Chain.Branches(lambda, onFalse, onTrue);
    }

    private Chain.Piece expression(ExpressionTree value) {
        Chain.Exit exit = new Chain.Exit(null, value, null, true);
        return new Chain.Piece(value, unit.start(value), unit.end(value), List.of(exit));
    }

    private Chain.@Nullable Branches branches(LambdaExpressionTree lambda) {
        if (!(lambda.getBody() instanceof BlockTree block)
                || block.getStatements().size() < 2
                || !(block.getStatements().get(0) instanceof IfTree first)
                || first.getElseStatement() != null
                || test(lambda, first.getCondition()) != Tree.Kind.NOT_EQUAL_TO
                || !(first.getThenStatement() instanceof BlockTree failed)
                || failed.getStatements().isEmpty()) {
            return null;
        }
        StatementTree last = failed.getStatements().get(failed.getStatements().size() - 1);
        if (!(last instanceof ReturnTree || last instanceof ThrowTree)) {
            return null;
        }
        List<? extends StatementTree> rest =
                block.getStatements().subList(1, block.getStatements().size());
        Chain.Piece onFailure = functions.statements(
                lambda, failed, failed.getStatements(), unit.start(failed) + 1, Operation.HANDLE, Position.LAST);
        Chain.Piece onSuccess =
                functions.statements(lambda, block, rest, unit.end(first), Operation.HANDLE, Position.LAST);
        return onFailure == null || onSuccess == null ? null : new Chain.Branches(lambda, onFailure, onSuccess);
    }

    /** How the failure is compared with null; null if it is not. */
    private Tree.@Nullable Kind test(LambdaExpressionTree lambda, ExpressionTree condition) {
        VariableTree failure = lambda.getParameters().get(1);
        return Uses.withoutParentheses(condition) instanceof BinaryTree comparison
                        && Uses.isNullTest(comparison)
                        && unit.element(comparison.getLeftOperand()) == unit.element(failure)
                ? comparison.getKind()
                : null;
    }
}
