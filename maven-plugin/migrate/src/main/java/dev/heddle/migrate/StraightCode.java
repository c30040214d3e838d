package dev.heddle.migrate;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.heddle.migrate.Lines.Around;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Writes chains as statements. What is written stands in the place of a {@code return} of the chain: the operations are carried
 * out in the same order, each behind an {@code await} of what it depended on. Confined to one thread.
 */
final class StraightCode {
    private final Unit unit;
    private final Types types;
    private final TypeMirror returnType;
    private final Words words;
    private final Edits moved;
    private final Variables variables;
    private final Uses uses;
    private final Handlers handlers;
    private final Excerpts excerpts;
    private final References references;
    private final TypeText typeText;
    private final List<Tree> replaced = new ArrayList<>();

    /**
     * @param returnType of the method
     * @param moved edits inside of what is moved
     */
    StraightCode(Unit unit, Types types, TypeMirror returnType, Words words, Edits moved, Variables variables) {
        this.unit = unit;
        this.types = types;
        this.returnType = returnType;
        this.words = words;
        this.moved = moved;
        this.variables = variables;
        this.uses = new Uses(unit);
        this.handlers = new Handlers(unit, this, words, variables);
        this.excerpts = new Excerpts(unit, moved);
        this.references = new References(unit);
        this.typeText = new TypeText(unit);
    }

    /** Calls of the program that are not in what was written. */
    List<Tree> replaced() {
        return replaced;
    }

    /** Writes a chain in the place of the statement that returns it. */
    void replace(Tree statement, Chain chain, String step) {
        replace(statement, chain, new Lines("", step, Around.NOTHING));
    }

    private void replace(Tree statement, Chain chain, Lines around) {
        int start = unit.start(statement);
        Lines lines = around.at(unit.source.indent(start));
        excerpts.comments(start, unit.start(chain.tree()), lines);
        excerpts.comments(unit.end(chain.tree()), unit.end(statement), lines);
        deliver(chain, lines);
        String lineBreak = unit.source.lineBreak();
        boolean stands = lines.size() == 1 || unit.parent(statement) instanceof BlockTree;
        moved.replace(start, unit.end(statement), stands ? lines.text(lineBreak) : lines.block(lineBreak));
    }

    /** Writes statements that end the method with the result of a chain. */
    void deliver(Chain chain, Lines lines) {
        if (!(chain instanceof Chain.Link link)) {
            end(chain.tree(), lines);
            return;
        }
        switch (link.operation()) {
            case EXCEPTIONALLY -> handlers.recovered(link, lines);
            case HANDLE -> {
                if (link.step() instanceof Chain.Branches branches) {
                    handlers.divided(link, branches, lines);
                } else {
                    Chain.Body body = (Chain.Body) link.step();
                    handlers.told(link, body, lines);
                    leave(body.piece(), Operation.HANDLE, lines);
                }
            }
            default -> {
                if (link.step() instanceof Chain.Body body && link.operation() != Operation.COMBINE) {
                    bind(link, body, lines);
                    leave(body.piece(), link.operation(), lines);
                } else if (link.step() instanceof Chain.Reference reference
                        && link.operation() == Operation.COMPOSE
                        && lines.around == Around.NOTHING
                        && references.yields(reference.tree(), returnType, types)) {
                    lines.add("return " + call(link, reference, lines) + ";");
                } else {
                    Value value = value(link, lines);
                    lines.add("return " + completed(value.text(), link.tree()) + ";");
                }
            }
        }
    }

    /** A future that is neither taken apart nor awaited for anything else is handed on, unless a {@code try} has to see it. */
    private void end(ExpressionTree future, Lines lines) {
        TypeMirror type = unit.type(future);
        if (lines.around == Around.NOTHING
                && !references.isCompletedFuture(future)
                && type != null
                && types.isAssignable(type, returnType)) {
            lines.add("return " + excerpts.of(future, lines) + ";");
        } else {
            lines.add("return " + completed(awaited(future, lines).text(), future) + ";");
        }
    }

    /** Writes the statements that lead to the result of a chain, and yields it. */
    Value value(Chain chain, Lines lines) {
        if (!(chain instanceof Chain.Link link)) {
            return awaited(chain.tree(), lines);
        }
        if (link.operation() == Operation.COMBINE) {
            return combined(link, lines);
        }
        if (link.operation() == Operation.EXCEPTIONALLY) {
            return handlers.recovery(link, lines);
        }
        if (link.step() instanceof Chain.Watched watched) {
            return handlers.watched(link, watched, lines);
        }
        if (link.step() instanceof Chain.Reference reference) {
            return called(link, reference, lines);
        }
        Chain.Body body = (Chain.Body) link.step();
        if (link.operation() == Operation.HANDLE) {
            handlers.told(link, body, lines);
        } else {
            bind(link, body, lines);
        }
        return inlined(body.piece(), link.operation(), lines);
    }

    /** A body that is left at its end only. */
    Value inlined(Chain.Piece piece, Operation operation, Lines lines) {
        if (!operation.yields()) {
            lines.add(piece.isExpression() ? excerpts.of(piece.code(), lines) + ";" : excerpts.of(piece, lines));
            return Value.NONE;
        }
        Chain.Exit exit = piece.exits().get(0);
        excerpts.before(exit, piece, lines);
        if (exit.chain() != null) {
            return value(exit.chain(), lines);
        }
        return expression(Objects.requireNonNull(exit.value()), lines);
    }

    /** A body that ends the method. */
    void leave(Chain.Piece piece, Operation operation, Lines lines) {
        if (operation.yields() && piece.endsStraight()) {
            Chain.Exit exit = piece.exits().get(0);
            if (exit.chain() != null) {
                excerpts.before(exit, piece, lines);
                deliver(exit.chain(), lines);
            } else {
                Value value = inlined(piece, operation, lines);
                lines.add("return " + completed(value.text(), piece.code()) + ";");
            }
            return;
        }
        for (Chain.Exit exit : piece.exits()) {
            branch(exit, lines);
        }
        if (operation.yields()) {
            lines.add(excerpts.of(piece, lines));
        } else {
            inlined(piece, operation, lines);
            lines.add("return " + completed("null", piece.code()) + ";");
        }
    }

    /** One of several ways out of a lambda becomes one of the method. */
    private void branch(Chain.Exit exit, Lines lines) {
        Tree statement = Objects.requireNonNull(exit.statement());
        ExpressionTree value = exit.value();
        if (value == null) {
            moved.replace(unit.start(statement), unit.end(statement), "return " + completed("null", statement) + ";");
        } else if (exit.chain() == null) {
            int start = unit.start(value);
            int end = unit.end(value);
            moved.wrap(start, end, words.completed(value) + "(", start, end, ")");
        } else {
            replace(statement, exit.chain(), lines);
        }
    }

    private Value combined(Chain.Link link, Lines lines) {
        taken(link, lines);
        ExpressionTree first = link.before().tree();
        ExpressionTree second = link.tree().getArguments().get(0);
        // both futures are made before one is awaited
        boolean isOneThere = isThere(first) || isThere(second);
        String one = isOneThere ? future(first, lines) : begun(first, futureFor(link, 0, "first"), lines);
        String other = isThere(second) ? future(second, lines) : begun(second, futureFor(link, 1, "second"), lines);
        String awaitOne = words.await(first) + "(" + one + ")";
        String awaitOther = words.await(second) + "(" + other + ")";
        if (link.step() instanceof Chain.Reference reference) {
            String call = references.call(reference.tree(), List.of(awaitOne, awaitOther));
            return new Value(call, references.primitive(reference.tree()), Value.Form.CALL);
        }
        Chain.Body body = (Chain.Body) link.step();
        bind(body.tree().getParameters().get(0), body.tree(), Value.call(awaitOne), "var", lines);
        bind(body.tree().getParameters().get(1), body.tree(), Value.call(awaitOther), "var", lines);
        return inlined(body.piece(), Operation.COMBINE, lines);
    }

    String begun(ExpressionTree future, String name, Lines lines) {
        String variable = variables.fresh(name);
        lines.add("var " + variable + " = " + excerpts.of(future, lines) + ";");
        return variable;
    }

    /** The name of a variable for a future that an operation waits for, by what its result is called. */
    String futureFor(Chain.Link link, int number, String otherwise) {
        List<? extends VariableTree> parameters = switch (link.operation()) {
            case EXCEPTIONALLY, WATCH -> List.of();
            case HANDLE -> Chain.parameters(link.step()).subList(0, 1);
            default -> Chain.parameters(link.step());
        };
        return number < parameters.size() ? variables.nameOf(parameters.get(number)) + "Future" : otherwise;
    }

    private boolean isThere(ExpressionTree future) {
        return uses.isLocal(future) || handlers.made(future) != null;
    }

    private String future(ExpressionTree future, Lines lines) {
        String made = handlers.made(future);
        return made != null ? made : excerpts.of(future, lines);
    }

    private Value called(Chain.Link link, Chain.Reference reference, Lines lines) {
        String call = call(link, reference, lines);
        if (link.operation() == Operation.COMPOSE) {
            return Value.call(words.await(reference.tree()) + "(" + call + ")");
        }
        if (!link.operation().yields()) {
            lines.add(call + ";");
            return Value.NONE;
        }
        return new Value(call, references.primitive(reference.tree()), Value.Form.CALL);
    }

    private String call(Chain.Link link, Chain.Reference reference, Lines lines) {
        Value before = value(link.before(), lines);
        taken(link, lines);
        if (link.operation() == Operation.RUN) {
            drop(before, lines);
            return references.call(reference.tree(), List.of());
        }
        String type = typeToKeep(link.before(), before);
        if (type == null) {
            String argument = references.isReceiverFirst(reference.tree()) ? before.receiver() : before.text();
            return references.call(reference.tree(), List.of(argument));
        }
        String kept = variables.fresh("value");
        lines.add(type + " " + kept + " = " + before.text() + ";");
        return references.call(reference.tree(), List.of(kept));
    }

    /** The type of a result where the expression that stands for it may be of another one; null where it is not. */
    private @Nullable String typeToKeep(Chain chain, Value value) {
        TypeMirror result = resultOf(chain);
        boolean differs = value == Value.NONE
                || isTypeWritten(chain)
                || value.type() != null && (result == null || !types.isSameType(value.type(), result));
        String type = differs ? typeText.of(result) : null;
        PrimitiveType primitive = value.primitive();
        return type != null || primitive == null
                ? type
                : typeText.of(types.boxedClass(primitive).asType());
    }

    /** Whether an operation says itself of what type its result is. */
    private static boolean isTypeWritten(Chain chain) {
        return chain instanceof Chain.Link link
                && !link.tree().getTypeArguments().isEmpty();
    }

    private Value awaited(ExpressionTree future, Lines lines) {
        if (references.isCompletedFuture(future) && handlers.made(future) == null) {
            replaced.add(future);
            return expression(((MethodInvocationTree) future).getArguments().get(0), lines);
        }
        return Value.call(words.await(future) + "(" + future(future, lines) + ")");
    }

    private Value expression(ExpressionTree tree, Lines lines) {
        return Value.of(tree, unit.type(tree), excerpts.of(tree, lines));
    }

    /** Has the parameter of a lambda, if it has one, stand for the result of a chain. */
    private void bind(Chain.Link link, Chain.Body body, Lines lines) {
        Value value = value(link.before(), lines);
        taken(link, lines);
        if (body.tree().getParameters().isEmpty()) {
            drop(value, lines);
        } else {
            VariableTree parameter = body.tree().getParameters().get(0);
            String type = isTypeWritten(link.before()) ? typeText.of(unit.type(parameter)) : null;
            bind(parameter, body.tree(), value, type == null ? inferred(parameter, value) : type, lines);
        }
    }

    private void bind(VariableTree parameter, LambdaExpressionTree lambda, Value value, String type, Lines lines) {
        if (uses.of(parameter, lambda).isEmpty()) {
            drop(value, lines);
            return;
        }
        lines.add(written(parameter, type) + variables.nameOf(parameter) + " = " + value.text() + ";");
    }

    /** The type as it is written in the lambda; another one where there is none. */
    String written(VariableTree parameter, String otherwise) {
        String written = unit.source.text().substring(unit.start(parameter), variables.positionOfName(parameter));
        return written.isBlank() || written.strip().equals("var") ? otherwise + " " : written;
    }

    /** The type of what a future yields; null where nothing tells. */
    @Nullable
    TypeMirror resultOf(Chain chain) {
        return unit.type(chain.tree()) instanceof DeclaredType future
                        && future.getTypeArguments().size() == 1
                ? future.getTypeArguments().get(0)
                : null;
    }

    private String inferred(VariableTree parameter, Value value) {
        TypeMirror type = unit.type(parameter);
        boolean same =
                value != Value.NONE && (value.type() == null || type != null && types.isSameType(type, value.type()));
        String text = same ? null : typeText.of(type);
        return text == null ? "var" : text;
    }

    void drop(Value value, Lines lines) {
        if (value.isStatement()) {
            lines.add(value.text() + ";");
        } else if (value != Value.NONE && !value.isName()) {
            lines.add("var " + variables.fresh("unused") + " = " + value.text() + ";");
        }
    }

    private String completed(String value, Tree place) {
        return words.completed(place) + "(" + value + ")";
    }

    /** Begins what is written for an operation, with the comments that stand between its parts. */
    void taken(Chain.Link link, Lines lines) {
        replaced.add(link.tree());
        int from = unit.end(link.before().tree());
        for (ExpressionTree argument : link.tree().getArguments()) {
            excerpts.comments(from, unit.start(argument), lines);
            from = unit.end(argument);
        }
        excerpts.comments(from, unit.end(link.tree()), lines);
        if (link.step() instanceof Chain.Body body) {
            excerpts.comments(unit.start(body.tree()), unit.start(body.tree().getBody()), lines);
        }
    }
}
