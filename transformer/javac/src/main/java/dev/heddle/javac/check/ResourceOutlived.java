package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import dev.heddle.javac.check.Fix.Edit;
import dev.heddle.javac.check.Place.Around;
import dev.heddle.transform.check.Rule;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.Element;

/** A resource that is given to a task and closed before the scope of the task has waited for it. */
final class ResourceOutlived {
    private ResourceOutlived() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        MethodInvocationTree call = (MethodInvocationTree) place.tree();
        ExpressionTree receiver = Code.receiver(call);
        Element scope = receiver == null ? null : code.element(Code.withoutParentheses(receiver));
        if (scope == null || !code.isCall(call, Words.TASK_SCOPE, "spawn", "spawnDaemon", "spawnEagerly")) {
            return;
        }
        for (Around around : place.around().toList()) {
            if (around.tree() instanceof TryTree tree && around.part() == tree.getBlock()) {
                for (int i = 0; i < tree.getResources().size(); i++) {
                    if (tree.getResources().get(i) instanceof VariableTree resource
                            && isGiven(resource, call, scope, code)
                            && !isInside(scope, tree, i, code)
                            && !isAwaitedInside(place, tree)) {
                        found.accept(finding(call, resource, tree, i, scope, code));
                    }
                }
            }
        }
    }

    /** Whether an argument of the call has to do with a resource that is no scope. */
    private static boolean isGiven(VariableTree resource, MethodInvocationTree call, Element scope, Code code) {
        Element variable = code.element(resource);
        return variable != null
                && !variable.equals(scope)
                && !code.words().isA(variable.asType(), Words.TASK_SCOPE)
                && call.getArguments().stream().anyMatch(argument -> code.mentions(argument, variable));
    }

    /** Whether the scope is closed before the resource: it is opened behind it, or in its block. */
    private static boolean isInside(Element scope, TryTree tree, int resource, Code code) {
        List<? extends Tree> later =
                tree.getResources().subList(resource + 1, tree.getResources().size());
        return later.stream().anyMatch(each -> scope.equals(code.element(each)))
                || OwnTrees.of(tree.getBlock())
                        .anyMatch(each -> each instanceof VariableTree && scope.equals(code.element(each)));
    }

    /** Whether the handle of the task goes somewhere, so that it may be awaited before the resource is closed. */
    private static boolean isAwaitedInside(Place place, TryTree tree) {
        Tree parent = place.parent();
        if (parent instanceof VariableTree handle) {
            Element task = place.code().element(handle);
            return task == null
                    || OwnTrees.withInner(tree.getBlock())
                            .anyMatch(each -> each instanceof IdentifierTree
                                    && task.equals(place.code().element(each)));
        }
        return !(parent instanceof ExpressionStatementTree);
    }

    private static Finding finding(
            MethodInvocationTree call, VariableTree resource, TryTree tree, int index, Element scope, Code code) {
        return new Finding(
                Rule.RESOURCE_OUTLIVED,
                call,
                "the task may go on when `" + resource.getName() + "` is closed",
                "resources are closed from the last to the first: `" + resource.getName() + "` before `"
                        + scope.getSimpleName() + "` has waited for its tasks",
                "open `" + resource.getName() + "` before the scope, or in the task itself",
                source -> swapped(resource, tree, index, scope, code, source));
    }

    /** Before: {@code try (scope; resource)}. After: {@code try (resource; scope)}. */
    private static List<Edit> swapped(
            VariableTree resource, TryTree tree, int index, Element scope, Code code, SourceText source) {
        if (index == 0 || !(tree.getResources().get(index - 1) instanceof VariableTree before)) {
            return List.of();
        }
        ExpressionTree initialiser = resource.getInitializer();
        ExpressionTree opening = before.getInitializer();
        if (initialiser == null
                || opening == null
                || !scope.equals(code.element(before))
                || code.mentions(initialiser, scope)) {
            return List.of();
        }
        return List.of(
                source.replace(before, opening, source.of(resource, initialiser)),
                source.replace(resource, initialiser, source.of(before, opening)));
    }
}
