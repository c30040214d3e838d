package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A coroutine that nobody can await any more: a call as a statement, or as the body of a lambda that returns nothing, a
 * variable that is never read, a method reference where a method without a result is wanted.
 */
final class CoroutineDropped {
    private CoroutineDropped() {}

    static void check(Place place, Consumer<Finding> found) {
        Tree tree = place.tree();
        if (tree instanceof ExpressionStatementTree statement) {
            Body body = place.body();
            if (body == null || !body.isExpectedToThrow()) {
                checkCall(statement.getExpression(), place, found);
            }
        } else if (tree instanceof LambdaExpressionTree lambda) {
            if (isWithoutResult(lambda, place.code())
                    && lambda.getBody() instanceof ExpressionTree call
                    && !new Body(place.path(), place.code()).isExpectedToThrow()) {
                checkCall(call, place, found);
            }
        } else if (tree instanceof MemberReferenceTree reference) {
            checkReference(reference, place.code(), found);
        } else if (tree instanceof VariableTree variable) {
            if (variable.getInitializer() != null && isNeverRead(variable, place)) {
                checkCall(variable.getInitializer(), place, found);
            }
        }
    }

    private static void checkCall(ExpressionTree expression, Place place, Consumer<Finding> found) {
        if (Code.withoutParentheses(expression) instanceof MethodInvocationTree call
                && place.code().words().isCoroutine(place.code().type(call))) {
            boolean canAwait = place.tree() instanceof ExpressionStatementTree
                    && place.asyncBody().isPresent();
            found.accept(finding(call, Code.name(call))
                    .fixedBy(
                            canAwait
                                    ? source ->
                                            List.of(source.wrap(call, source.coroutines(Names.AWAIT, place.owner())))
                                    : Fix.NONE));
        }
    }

    private static void checkReference(MemberReferenceTree reference, Code code, Consumer<Finding> found) {
        if (isWithoutResult(reference, code)
                && code.element(reference) instanceof ExecutableElement method
                && code.words().isCoroutine(method.getReturnType())) {
            found.accept(finding(reference, method.getSimpleName().toString()));
        }
    }

    private static boolean isWithoutResult(Tree functional, Code code) {
        ExecutableType function = code.words().functionOf(code.type(functional));
        TypeMirror result = function == null ? null : function.getReturnType();
        return result != null && result.getKind() == TypeKind.VOID;
    }

    private static boolean isNeverRead(VariableTree tree, Place place) {
        Element variable = place.code().element(tree);
        String name = tree.getName().toString();
        return variable != null
                && variable.getKind() == ElementKind.LOCAL_VARIABLE
                && place.code().words().isCoroutine(variable.asType())
                && !(name.isEmpty() || name.startsWith("unused") || name.startsWith("ignored"))
                && !isMentioned(variable, place);
    }

    private static boolean isMentioned(Element variable, Place place) {
        Body body = place.body();
        return body != null && place.code().isReadIn(body.tree(), variable);
    }

    private static Finding finding(Tree at, String call) {
        return new Finding(
                Rule.COROUTINE_DROPPED,
                at,
                "the coroutine that `" + call + "` returns is dropped",
                "a coroutine is cold: nothing of it runs before it is awaited or spawned",
                "`await` it, return it, or spawn it in a scope");
    }
}
