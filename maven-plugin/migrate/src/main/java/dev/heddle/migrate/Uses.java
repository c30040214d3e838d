package dev.heddle.migrate;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Where variables are used, and for what. Confined to one thread. */
final class Uses {
    private final Unit unit;

    Uses(Unit unit) {
        this.unit = unit;
    }

    /** The names below a tree that mean a variable. */
    List<IdentifierTree> of(VariableTree variable, Tree top) {
        Element element = unit.element(variable);
        if (top instanceof IdentifierTree name) {
            return unit.element(name) == element ? List.of(name) : List.of();
        }
        return unit.below(top, IdentifierTree.class, name -> unit.element(name) == element);
    }

    /** Those in the body of a lambda. */
    List<IdentifierTree> of(VariableTree parameter, LambdaExpressionTree lambda) {
        return of(parameter, lambda.getBody());
    }

    /** Those in a part of a lambda. */
    List<IdentifierTree> in(Chain.Piece piece, VariableTree variable) {
        return of(variable, piece.code()).stream()
                .filter(name -> unit.start(name) >= piece.start() && unit.end(name) <= piece.end())
                .toList();
    }

    /** Whether a variable is only compared with null, by code of the lambda itself. */
    boolean areNullTests(VariableTree parameter, LambdaExpressionTree lambda) {
        return of(parameter, lambda).stream()
                .allMatch(use -> unit.home(use) == lambda
                        && unit.parent(use) instanceof BinaryTree test
                        && isNullTest(test)
                        && test.getLeftOperand() == use);
    }

    /** Whether a variable is always the same wherever it is used, in inner lambdas as well. */
    boolean areReads(VariableTree parameter, LambdaExpressionTree lambda) {
        return of(parameter, lambda).stream().noneMatch(use -> isAssigned(use, unit.parent(use)));
    }

    /** Whether a lambda or class in the lambda captures the variable, which must not be assigned twice then. */
    boolean areCaptured(VariableTree parameter, LambdaExpressionTree lambda) {
        return of(parameter, lambda).stream().anyMatch(use -> unit.home(use) != lambda);
    }

    static boolean isNullTest(BinaryTree test) {
        return (test.getKind() == Tree.Kind.EQUAL_TO || test.getKind() == Tree.Kind.NOT_EQUAL_TO)
                && test.getRightOperand().getKind() == Tree.Kind.NULL_LITERAL;
    }

    /** Whether a name is that of a local variable or parameter: reading it early or late is the same. */
    boolean isLocal(ExpressionTree expression) {
        return expression instanceof IdentifierTree
                && unit.element(expression) instanceof VariableElement variable
                && variable.getKind() != ElementKind.FIELD;
    }

    static ExpressionTree withoutParentheses(ExpressionTree expression) {
        ExpressionTree tree = expression;
        while (tree instanceof ParenthesizedTree parenthesized) {
            tree = parenthesized.getExpression();
        }
        return tree;
    }

    private static boolean isAssigned(IdentifierTree use, @Nullable Tree parent) {
        return parent instanceof AssignmentTree assignment && assignment.getVariable() == use
                || parent instanceof CompoundAssignmentTree compound && compound.getVariable() == use
                || parent instanceof UnaryTree step && Value.isStep(step);
    }
}
