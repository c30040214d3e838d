package dev.heddle.javac.check;

import com.sun.source.tree.MethodTree;
import dev.heddle.transform.check.Rule;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** An {@code @Async} method that can have no woven body, or that nobody could start: a native one, or {@code main}. */
final class AsyncDeclaration {
    private static final Set<Modifier> OF_MAIN = Set.of(Modifier.PUBLIC, Modifier.STATIC);

    private AsyncDeclaration() {}

    static void check(Place place, Consumer<Finding> found) {
        ExecutableElement method = asyncMethod(place);
        if (method == null) {
            return;
        }
        if (method.getModifiers().contains(Modifier.NATIVE)) {
            found.accept(new Finding(
                    Rule.NOT_A_METHOD_WITH_A_BODY,
                    place.tree(),
                    "a native method cannot be `@Async`",
                    "it has no bytecode that could be woven",
                    "call it from an `@Async` method, through `blocking(...)` if it blocks"));
        } else if (isMain(method)) {
            found.accept(new Finding(
                    Rule.NOT_A_METHOD_WITH_A_BODY,
                    place.tree(),
                    "`main` cannot be `@Async`",
                    "the launcher of Java wants a `main` that returns `void`, and would not wait for a coroutine",
                    "move the body to another `@Async` method, and run that: `Loop.run(program())`"));
        }
    }

    /** The method at a place, if it carries {@code @Async}; null otherwise. */
    static @Nullable ExecutableElement asyncMethod(Place place) {
        return place.tree() instanceof MethodTree tree
                        && place.code().element(tree) instanceof ExecutableElement method
                        && Words.isAnnotated(method)
                ? method
                : null;
    }

    /** Whether the launcher would look at the method. */
    static boolean isMain(ExecutableElement method) {
        return method.getSimpleName().contentEquals("main")
                && method.getModifiers().containsAll(OF_MAIN)
                && method.getParameters().stream()
                        .map(parameter -> parameter.asType().toString())
                        .toList()
                        .equals(List.of("java.lang.String[]"));
    }
}
