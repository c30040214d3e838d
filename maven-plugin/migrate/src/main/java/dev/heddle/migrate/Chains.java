package dev.heddle.migrate;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.heddle.migrate.Places.Obstacle;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Takes expressions apart that yield futures. What cannot be said in straight-line code ends the chain: it is a source, to be
 * awaited as it is. Confined to one thread.
 */
final class Chains {
    /** Where a chain stands: whether its result is the method's, so that a branch may end the method. */
    enum Position {
        LAST,
        INNER
    }

    static final String FUTURE = "java.util.concurrent.CompletableFuture";
    static final String STAGE = "java.util.concurrent.CompletionStage";

    private final Unit unit;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final Functions functions;
    private final Outcomes outcomes;

    Chains(Unit unit) {
        this.unit = unit;
        this.functions = new Functions(unit, this, obstacles);
        this.outcomes = new Outcomes(unit, functions);
    }

    /** A value that a method returns; a mere {@link Chain.Source} where nothing is to be rewritten. */
    Chain returned(ExpressionTree value) {
        return parse(value, Position.LAST);
    }

    /** What has ended the chains that were parsed, outermost first within each. */
    List<Obstacle> obstacles() {
        return obstacles;
    }

    /** Whether a method belongs to the JDK's futures. */
    static boolean isOfFuture(@Nullable Element method) {
        return Names.isDeclaredIn(method, FUTURE) || Names.isDeclaredIn(method, STAGE);
    }

    Chain parse(ExpressionTree expression, Position position) {
        ExpressionTree tree = Uses.withoutParentheses(expression);
        if (tree instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof MemberSelectTree select
                && isOfFuture(unit.element(call))
                && !isStatic(unit.element(call))) {
            return link(call, select, position);
        }
        return new Chain.Source(tree);
    }

    private Chain link(MethodInvocationTree call, MemberSelectTree select, Position position) {
        String method = select.getIdentifier().toString();
        Operation operation = Operation.of(method, call.getArguments().size()).orElse(null);
        if (operation == null) {
            obstacles.add(new Obstacle(call, Operation.refusal(method), null));
            return new Chain.Source(call);
        }
        ExpressionTree function = call.getArguments().get(operation.arguments - 1);
        Chain.Step step = switch (operation) {
            case EXCEPTIONALLY -> outcomes.recovery(call, function, position);
            case HANDLE -> outcomes.handler(function, position);
            case WATCH -> outcomes.watcher(call, function);
            default -> functions.step(operation, function, position);
        };
        if (step == null) {
            return new Chain.Source(call);
        }
        Chain before = switch (operation) {
            case COMBINE -> new Chain.Source(select.getExpression());
            case EXCEPTIONALLY -> parse(select.getExpression(), position);
            default -> parse(select.getExpression(), Position.INNER);
        };
        return new Chain.Link(call, operation, before, step);
    }

    private static boolean isStatic(@Nullable Element element) {
        return element != null && element.getModifiers().contains(Modifier.STATIC);
    }
}
