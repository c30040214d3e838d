package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.heddle.javac.check.Fix.Edit;
import dev.heddle.transform.check.Rule;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A coroutine or future whose value is one again, so that one {@code await} yields something that has not begun. A task as the
 * value is no finding: it runs.
 */
final class NestedAwaitable {
    private static final Map<String, String> FLATTENING =
            Map.of("thenApply", "thenCompose", "thenApplyAsync", "thenComposeAsync");

    private NestedAwaitable() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        if (place.tree() instanceof MethodTree tree) {
            ExecutableElement method = AsyncDeclaration.asyncMethod(place);
            if (method != null && isNested(method.getReturnType(), code)) {
                found.accept(finding(tree.getReturnType(), method.getReturnType()));
            }
        } else if (place.tree() instanceof MethodInvocationTree call) {
            ExecutableElement method = code.method(call);
            TypeMirror type = code.type(call);
            if (method != null
                    && type != null
                    && isNested(type, code)
                    && makesWhatItIsGiven(method)
                    && !isAwaitedTwice(place)
                    && !isWanted(place)
                    && !isKnownToBeNested(place)) {
                found.accept(finding(call, type)
                        .fixedBy(isValueUnused(place) ? source -> flattened(call, type, code, source) : Fix.NONE));
            }
        }
    }

    private static boolean isNested(TypeMirror type, Code code) {
        Words words = code.words();
        return words.isPending(type) && words.isPending(Words.argument(type));
    }

    /** Whether the value comes from an argument: its type is a variable of the method or its class. */
    private static boolean makesWhatItIsGiven(ExecutableElement method) {
        TypeMirror value = Words.argument(method.getReturnType());
        return value != null && value.getKind() == TypeKind.TYPEVAR;
    }

    private static boolean isAwaitedTwice(Place place) {
        TreePath first = place.path().getParentPath();
        return place.code().isAwait(first.getLeaf())
                && place.code().isAwait(first.getParentPath().getLeaf());
    }

    /** Whether the body returns such a thing itself: then that has been said, or the author has no choice. */
    private static boolean isWanted(Place place) {
        Body body = place.body();
        TypeMirror returned = body == null ? null : body.returned();
        return returned != null && isNested(returned, place.code());
    }

    /** Whether the author says what it is by a variable that is declared so and read, or makes one of the two at once. */
    private static boolean isKnownToBeNested(Place place) {
        Tree parent = place.parent();
        if (parent instanceof VariableTree variable) {
            Tree type = variable.getType();
            Element declared = place.code().element(variable);
            Body body = place.body();
            boolean isRead = declared != null && body != null && place.code().isReadIn(body.tree(), declared);
            return isRead && type != null && place.code().start(type) >= 0; // the type of a `var` stands nowhere
        }
        return parent instanceof MemberSelectTree select
                && FLATTENING.containsValue(select.getIdentifier().toString());
    }

    /** Whether nobody looks at the value, so that it may be another one. */
    private static boolean isValueUnused(Place place) {
        TreePath parent = place.path().getParentPath();
        return (place.code().isAwait(parent.getLeaf()) ? parent.getParentPath() : parent).getLeaf()
                instanceof ExpressionStatementTree;
    }

    private static List<Edit> flattened(MethodInvocationTree call, TypeMirror type, Code code, SourceText source) {
        String flat = FLATTENING.get(Code.name(call));
        if (flat == null
                || !(call.getMethodSelect() instanceof MemberSelectTree select)
                || !code.words().isA(Words.argument(type), Words.COMPLETION_STAGE)) {
            return List.of();
        }
        int end = source.end(select);
        return List.of(new Edit(end - Code.name(call).length(), end, flat));
    }

    private static Finding finding(Tree at, TypeMirror type) {
        return new Finding(
                Rule.NESTED_AWAITABLE,
                at,
                "the value of this `" + simple(type) + "` has to be awaited again",
                "one `await` yields what is inside, which may not even have begun; its failure is nobody's",
                "await the inner one where it is made, or flatten the chain with `thenCompose`");
    }

    private static String simple(TypeMirror type) {
        return type.toString().replaceAll("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])", "");
    }
}
