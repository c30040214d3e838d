package dev.heddle.migrate;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression whose value is a future, taken apart as far as straight-line code can say the same. Immutable. */
sealed interface Chain {
    /** The whole expression. */
    ExpressionTree tree();

    /** An expression that is kept as it is, and awaited. */
    record Source(ExpressionTree tree) implements Chain {}

    /**
     * One more operation.
     *
     * @param before what it is called on
     * @param step what it is called with, the function
     */
    record Link(MethodInvocationTree tree, Operation operation, Chain before, Step step) implements Chain {}

    /** The function of an operation. */
    sealed interface Step {
        /** The argument. */
        ExpressionTree tree();
    }

    /** A method reference; it is called. */
    record Reference(MemberReferenceTree tree) implements Step {}

    /** A lambda; its body moves into the method. */
    record Body(LambdaExpressionTree tree, Piece piece) implements Step {}

    /** A lambda of {@link Operation#WATCH}, as far as it does something. */
    record Watched(LambdaExpressionTree tree, Occasion occasion, Piece piece) implements Step {}

    /** When a watcher does something. */
    enum Occasion {
        ALWAYS,
        SUCCESS,
        FAILURE
    }

    /** A lambda of {@link Operation#HANDLE}, divided by whether there was a failure. */
    record Branches(LambdaExpressionTree tree, Piece failed, Piece succeeded) implements Step {}

    /** Those of a lambda; none for a reference. */
    static List<? extends VariableTree> parameters(Step step) {
        return step.tree() instanceof LambdaExpressionTree lambda ? lambda.getParameters() : List.of();
    }

    /**
     * A part of a lambda: one expression, or statements.
     *
     * @param code an expression, or a part of a block
     * @param start where the statements begin, or the expression
     * @param end where they end
     * @param exits the places where it is left with a result, in their order
     */
    record Piece(Tree code, int start, int end, List<Exit> exits) {
        boolean isExpression() {
            return code instanceof ExpressionTree;
        }

        /** Whether it is left at its end only. */
        boolean endsStraight() {
            return exits.size() == 1 && (isExpression() || exits.get(0).last());
        }
    }

    /**
     * A place where a lambda is left.
     *
     * @param statement null in an expression
     * @param value null where there is no result
     * @param chain the value, where that is a future to wait for
     * @param last whether nothing stands behind it
     */
    record Exit(
            @Nullable ReturnTree statement,
            @Nullable ExpressionTree value,
            @Nullable Chain chain,
            boolean last) {}
}
