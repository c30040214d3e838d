package dev.heddle.migrate;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.heddle.migrate.Lines.Around;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the operations that get failures, with a {@code try} around the code that leads to them. The futures that this code
 * begins with are made before it: what is thrown while they are made is thrown at the caller of the method, and was never
 * theirs to handle. Confined to one thread.
 */
final class Handlers {
    private final Unit unit;
    private final StraightCode code;
    private final Words words;
    private final Variables variables;
    private final Uses uses;
    private final TypeText typeText;
    private final Map<Tree, String> made = new IdentityHashMap<>();

    Handlers(Unit unit, StraightCode code, Words words, Variables variables) {
        this.unit = unit;
        this.code = code;
        this.words = words;
        this.variables = variables;
        this.uses = new Uses(unit);
        this.typeText = new TypeText(unit);
    }

    /** The variable of a future that is made before the {@code try} it is awaited in; null for any other. */
    @Nullable
    String made(ExpressionTree future) {
        return made.get(future);
    }

    /** Ends the method with what a chain yields, or else with what its recovery does. */
    void recovered(Chain.Link link, Lines lines) {
        Chain.Body body = (Chain.Body) link.step();
        Lines attempt = attempted(link, lines);
        code.deliver(link.before(), attempt);
        Lines failed = lines.deeper();
        code.leave(body.piece(), Operation.EXCEPTIONALLY, failed);
        caught(attempt, body.tree().getParameters().get(0).getName().toString(), failed, lines);
    }

    /** The same in a variable, for what follows. */
    Value recovery(Chain.Link link, Lines lines) {
        Chain.Body body = (Chain.Body) link.step();
        String result = variables.fresh("result");
        lines.add(resultType(link) + " " + result + ";");
        Lines attempt = attempted(link, lines);
        attempt.add(result + " = " + code.value(link.before(), attempt).text() + ";");
        Lines failed = lines.deeper();
        failed.add(result + " = "
                + code.inlined(body.piece(), Operation.EXCEPTIONALLY, failed).text() + ";");
        caught(attempt, body.tree().getParameters().get(0).getName().toString(), failed, lines);
        return variable(result, link);
    }

    /** Ends the method in one of two ways. */
    void divided(Chain.Link link, Chain.Branches branches, Lines lines) {
        VariableTree result = branches.tree().getParameters().get(0);
        boolean isUsed = !uses.of(result, branches.tree()).isEmpty();
        if (isUsed) {
            lines.add(declared(result) + ";");
        }
        Lines attempt = attempted(link, lines);
        assigned(link, isUsed ? result : null, attempt);
        Lines failed = lines.deeper();
        code.leave(branches.failed(), Operation.HANDLE, failed);
        caught(attempt, branches.tree().getParameters().get(1).getName().toString(), failed, lines);
        code.leave(branches.succeeded(), Operation.HANDLE, lines);
    }

    /** Has two variables tell the outcome, as the parameters of the lambda did. */
    void told(Chain.Link link, Chain.Body body, Lines lines) {
        VariableTree result = body.tree().getParameters().get(0);
        VariableTree failure = body.tree().getParameters().get(1);
        boolean isUsed = !uses.of(result, body.tree()).isEmpty();
        if (isUsed) {
            lines.add(declared(result) + " = null;");
        }
        Lines failed = lines.deeper();
        String caught = variables.fresh("caught");
        if (!uses.of(failure, body.tree()).isEmpty()) {
            lines.add("Throwable " + variables.nameOf(failure) + " = null;");
            failed.add(variables.nameOf(failure) + " = " + caught + ";");
        }
        Lines attempt = attempted(link, lines);
        assigned(link, isUsed ? result : null, attempt);
        caught(attempt, caught, failed, lines);
    }

    /** Watches the outcome, and yields the result. */
    Value watched(Chain.Link link, Chain.Watched watched, Lines lines) {
        return switch (watched.occasion()) {
            case SUCCESS -> onSuccess(link, watched, lines);
            case FAILURE, ALWAYS -> inTheEnd(link, watched, lines);
        };
    }

    private Value onSuccess(Chain.Link link, Chain.Watched watched, Lines lines) {
        VariableTree parameter = watched.tree().getParameters().get(0);
        String result =
                uses.of(parameter, watched.tree()).isEmpty() ? variables.fresh("result") : variables.nameOf(parameter);
        Value value = code.value(link.before(), lines);
        code.taken(link, lines);
        lines.add(resultType(link) + " " + result + " = " + value.text() + ";");
        code.inlined(watched.piece(), Operation.WATCH, lines);
        return variable(result, link);
    }

    private Value inTheEnd(Chain.Link link, Chain.Watched watched, Lines lines) {
        String result = variables.fresh("result");
        lines.add(resultType(link) + " " + result + ";");
        Lines attempt = attempted(link, lines);
        attempt.add(result + " = " + code.value(link.before(), attempt).text() + ";");
        Lines watching = lines.deeper();
        code.inlined(watched.piece(), Operation.WATCH, watching);
        if (watched.occasion() == Chain.Occasion.ALWAYS) {
            lines.add("try {");
            lines.addAll(attempt);
            lines.add("} finally {");
            lines.addAll(watching);
            lines.add("}");
        } else {
            String failure = watched.tree().getParameters().get(1).getName().toString();
            watching.add("throw " + failure + ";");
            caught(attempt, failure, watching, lines);
        }
        return variable(result, link);
    }

    /** The inside of a {@code try} around what leads to an operation. */
    private Lines attempted(Chain.Link link, Lines lines) {
        code.taken(link, lines);
        makeFirst(link.before(), "future", lines);
        return lines.deeper(Around.TRY);
    }

    /** Makes the futures that a chain begins with, in their order, if making one of them can throw something. */
    private void makeFirst(Chain chain, String name, Lines lines) {
        if (!(chain instanceof Chain.Link link)) {
            if (!isHarmless(chain.tree())) {
                make(chain.tree(), name, lines);
            }
        } else if (link.operation() != Operation.COMBINE) {
            makeFirst(link.before(), code.futureFor(link, 0, name), lines);
        } else {
            ExpressionTree first = link.before().tree();
            ExpressionTree second = link.tree().getArguments().get(0);
            if (!isHarmless(first) || !isHarmless(second)) {
                make(first, code.futureFor(link, 0, "first"), lines);
                make(second, code.futureFor(link, 1, "second"), lines);
            }
        }
    }

    private void make(ExpressionTree future, String name, Lines lines) {
        if (!uses.isLocal(future) && !made.containsKey(future)) {
            made.put(future, code.begun(future, name, lines));
        }
    }

    /** Whether making a future throws nothing for certain: it is there, or does not depend on anything. */
    private boolean isHarmless(ExpressionTree future) {
        return uses.isLocal(future)
                || future instanceof MethodInvocationTree call
                        && Chains.isOfFuture(unit.element(call))
                        && switch (Names.simple(unit.element(call))) {
                            case "completedFuture" ->
                                uses.isLocal(call.getArguments().get(0))
                                        || call.getArguments().get(0) instanceof LiteralTree;
                            case "supplyAsync", "runAsync" ->
                                call.getArguments().size() == 1
                                        && call.getArguments().get(0) instanceof LambdaExpressionTree;
                            default -> false;
                        };
    }

    private void assigned(Chain.Link link, @Nullable VariableTree result, Lines attempt) {
        Value value = code.value(link.before(), attempt);
        if (result == null) {
            code.drop(value, attempt);
        } else {
            attempt.add(variables.nameOf(result) + " = " + value.text() + ";");
        }
    }

    /** Handlers for every failure; the end of a task is none. */
    private void caught(Lines attempt, String failure, Lines handler, Lines lines) {
        String cancelled = variables.fresh("cancelled");
        lines.add("try {");
        lines.addAll(attempt);
        lines.add("} catch (" + words.cancelled() + " " + cancelled + ") {");
        Lines inner = lines.deeper();
        inner.add("throw " + cancelled + ";");
        lines.addAll(inner);
        lines.add("} catch (Throwable " + failure + ") {");
        lines.addAll(handler);
        lines.add("}");
    }

    private String declared(VariableTree parameter) {
        String type = Objects.requireNonNull(typeText.of(unit.type(parameter)));
        return code.written(parameter, type) + variables.nameOf(parameter);
    }

    private String resultType(Chain.Link link) {
        return Objects.requireNonNull(typeText.ofResult(unit.type(link.tree())));
    }

    private Value variable(String name, Chain.Link link) {
        return new Value(name, code.resultOf(link), Value.Form.PRIMARY);
    }
}
