package dev.heddle.javac.check;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import dev.heddle.javac.check.Fix.Edit;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * A loop that awaits one coroutine after the other though none needs the one before: {@code for (x : xs) list.add(await(f(x)))}.
 * Only where the call gets nothing but the element, so that there is no stream or connection that they share.
 */
final class OneAfterTheOther {
    private static final String COLLECTION = "java.util.Collection";

    private OneAfterTheOther() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        EnhancedForLoopTree loop = (EnhancedForLoopTree) place.tree();
        ExpressionTree only = onlyExpression(loop.getStatement());
        if (only == null || place.asyncBody().isEmpty()) {
            return;
        }
        VariableElement element = (VariableElement) code.element(loop.getVariable());
        ExpressionTree await = code.isAwait(only) ? only : added(only, code);
        if (element == null || await == null || await != only && !code.isAwait(await)) {
            return;
        }
        ExpressionTree awaited = Code.awaited(await);
        boolean isElement =
                element.equals(code.variable(awaited)) && code.words().isCoroutine(element.asType());
        if (isElement || await != only && isOwnCall(awaited, element, code)) {
            found.accept(new Finding(
                    Rule.ONE_AFTER_THE_OTHER,
                    await,
                    "the loop awaits coroutines one after the other",
                    "each begins when the one before has ended, though none needs its result",
                    "`await(gather(...))` runs them at the same time",
                    source -> gathered(loop, only, await, place, source)));
        }
    }

    private static @Nullable ExpressionTree onlyExpression(StatementTree body) {
        if (body instanceof BlockTree block) {
            return block.getStatements().size() == 1
                    ? onlyExpression(block.getStatements().get(0))
                    : null;
        }
        return body instanceof ExpressionStatementTree statement ? statement.getExpression() : null;
    }

    /** What is added to a list or a set. */
    private static @Nullable ExpressionTree added(ExpressionTree tree, Code code) {
        return tree instanceof MethodInvocationTree call
                        && Code.name(call).equals("add")
                        && call.getArguments().size() == 1
                        && Code.receiver(call) instanceof IdentifierTree list
                        && code.words().isA(code.type(list), COLLECTION)
                ? call.getArguments().get(0)
                : null;
    }

    /** Whether a call of a method of this class gets the element, and no other variable. */
    private static boolean isOwnCall(ExpressionTree tree, VariableElement element, Code code) {
        return tree instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof IdentifierTree
                && code.words().isCoroutine(code.type(call))
                && call.getArguments().stream().anyMatch(argument -> code.mentions(argument, element))
                && OwnTrees.withInner(call)
                        .allMatch(each -> !(each instanceof IdentifierTree)
                                || !(code.element(each) instanceof VariableElement variable)
                                || variable.equals(element)
                                || variable.getKind() == ElementKind.ENUM_CONSTANT
                                || variable.getConstantValue() != null);
    }

    /** Before: {@code for (X x : xs) list.add(await(f(x)))}. After: {@code list.addAll(await(gather(...)))}. */
    private static List<Edit> gathered(
            EnhancedForLoopTree loop, ExpressionTree only, ExpressionTree await, Place place, SourceText source) {
        Code code = place.code();
        if (!code.words().isA(code.type(loop.getExpression()), COLLECTION)) {
            return List.of();
        }
        ExpressionTree awaited = Code.awaited(await);
        String all = source.of(loop.getExpression());
        if (awaited instanceof MethodInvocationTree) {
            ExecutableElement method = code.method(awaited);
            if (method == null || !method.getThrownTypes().isEmpty()) {
                return List.of(); // a lambda could not throw it
            }
            all += ".stream().map(" + loop.getVariable().getName() + " -> " + source.of(awaited) + ").toList()";
        }
        String gather = source.coroutines(Names.AWAIT, place.owner()) + "(" + source.coroutines("gather", place.owner())
                + "(" + all + "))";
        return List.of(source.replace(
                loop,
                await == only
                        ? gather + ";"
                        : source.of(Objects.requireNonNull(Code.receiver((MethodInvocationTree) only))) + ".addAll("
                                + gather + ");"));
    }
}
