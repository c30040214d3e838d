package dev.heddle.migrate;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import dev.heddle.migrate.Chains.Position;
import dev.heddle.migrate.Places.Obstacle;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Takes the functions apart that operations on futures are called with. Confined to one thread. */
final class Functions {
    private final Unit unit;
    private final Chains chains;
    private final List<Obstacle> obstacles;

    /**
     * @param chains for those that functions yield
     * @param obstacles where what is refused goes
     */
    Functions(Unit unit, Chains chains, List<Obstacle> obstacles) {
        this.unit = unit;
        this.chains = chains;
        this.obstacles = obstacles;
    }

    Chain.@Nullable Step refuse(Tree place, String message, @Nullable String help) {
        obstacles.add(new Obstacle(place, message, help));
        return null;
    }

    Chain.@Nullable Step notWritten(ExpressionTree function) {
        return refuse(function, "what is done with the result is not written here", "write a lambda");
    }

    /** A function that gets results only. */
    Chain.@Nullable Step step(Operation operation, ExpressionTree function, Position position) {
        if (function instanceof MemberReferenceTree reference) {
            return reference(reference);
        }
        if (!(function instanceof LambdaExpressionTree lambda)) {
            return notWritten(function);
        }
        Chain.Piece piece = body(lambda, operation, position);
        return piece == null ? null : new Chain.Body(lambda, piece);
    }

    /** A reference is called later than it was evaluated; what it is bound to must not change or fail in between. */
    private Chain.@Nullable Step reference(MemberReferenceTree reference) {
        ExpressionTree bound = reference.getQualifierExpression();
        return isSteady(bound) && unit.element(reference) != null && reference.getTypeArguments() == null
                ? new Chain.Reference(reference)
                : refuse(
                        reference,
                        "`" + unit.text(bound)
                                + "` is evaluated when the chain is made, and would be behind an `await`",
                        "write a lambda");
    }

    private boolean isSteady(ExpressionTree bound) {
        Element element = unit.element(bound);
        if (element == null) {
            return bound instanceof LiteralTree;
        }
        return switch (element.getKind()) {
            case PARAMETER, LOCAL_VARIABLE, EXCEPTION_PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE, PACKAGE -> true;
            case FIELD ->
                element.getModifiers().contains(Modifier.STATIC)
                        ? element.getModifiers().contains(Modifier.FINAL)
                        : isItself(element)
                                || element.getModifiers().contains(Modifier.FINAL)
                                        && (!(bound instanceof MemberSelectTree select)
                                                || isSteady(select.getExpression()));
            default -> element.getKind().isClass() || element.getKind().isInterface();
        };
    }

    private static boolean isItself(Element element) {
        return element.getSimpleName().contentEquals("this")
                || element.getSimpleName().contentEquals("super");
    }

    /** The whole body of a lambda; null if it is refused. */
    Chain.@Nullable Piece body(LambdaExpressionTree lambda, Operation operation, Position position) {
        if (lambda.getBody() instanceof ExpressionTree value) {
            Chain chain = operation == Operation.COMPOSE ? chains.parse(value, position) : null;
            Chain.Exit exit = new Chain.Exit(null, value, chain, true);
            List<Chain.Exit> exits = operation.yields() ? List.of(exit) : List.of();
            return new Chain.Piece(value, unit.start(value), unit.end(value), exits);
        }
        BlockTree block = (BlockTree) lambda.getBody();
        return statements(lambda, block, block.getStatements(), unit.start(block) + 1, operation, position);
    }

    /** Some statements of a block; null if they are refused. */
    Chain.@Nullable Piece statements(
            LambdaExpressionTree lambda,
            BlockTree code,
            List<? extends StatementTree> statements,
            int start,
            Operation operation,
            Position position) {
        if (statements.isEmpty()) {
            refuse(lambda, "the body is empty", null);
            return null;
        }
        if (statements.stream().anyMatch(ClassTree.class::isInstance)) {
            refuse(lambda, "a class is declared in the lambda", "declare it in the method");
            return null;
        }
        StatementTree last = statements.get(statements.size() - 1);
        List<Chain.Exit> exits = new ArrayList<>();
        for (StatementTree statement : statements) {
            for (ReturnTree exit : returns(lambda, statement)) {
                Obstacle obstacle = operation == Operation.COMPOSE ? Places.toEndLater(unit, exit, lambda) : null;
                if (obstacle != null) {
                    obstacles.add(obstacle);
                    return null;
                }
                ExpressionTree value = exit.getExpression();
                Chain chain = operation == Operation.COMPOSE && value != null ? chains.parse(value, position) : null;
                exits.add(new Chain.Exit(exit, value, chain, exit == last));
            }
        }
        Chain.Piece piece = new Chain.Piece(code, start, unit.end(code) - 1, exits);
        boolean straight = operation.yields() ? piece.endsStraight() : exits.isEmpty();
        boolean leaves =
                !operation.yields() || last instanceof ReturnTree || last instanceof ThrowTree || !exits.isEmpty();
        if (!straight && (position != Position.LAST || !leaves)) {
            refuse(lambda, "the lambda has several ways out in the middle of a chain", "await up to here by hand");
            return null;
        }
        return piece;
    }

    private List<ReturnTree> returns(LambdaExpressionTree lambda, StatementTree statement) {
        if (statement instanceof ReturnTree exit) {
            return List.of(exit);
        }
        return unit.below(statement, ReturnTree.class, each -> unit.home(each) == lambda);
    }
}
