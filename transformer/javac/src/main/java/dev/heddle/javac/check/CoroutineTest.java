package dev.heddle.javac.check;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import dev.heddle.javac.check.Fix.Edit;
import dev.heddle.transform.check.Rule;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;

/** A test that returns a coroutine to a framework which does not run it. */
final class CoroutineTest {
    private static final String TEST = "org.junit.jupiter.api.Test";
    private static final String ASYNC_TEST = "dev.heddle.testing.junit.AsyncTest";

    private CoroutineTest() {}

    static void check(Place place, Consumer<Finding> found) {
        MethodTree tree = (MethodTree) place.tree();
        if (place.code().element(tree) instanceof ExecutableElement method
                && place.code().words().isAwaitable(method.getReturnType())
                && Words.carries(method, TEST)) {
            found.accept(new Finding(
                    Rule.COROUTINE_TEST,
                    tree,
                    "the test `" + method.getSimpleName() + "` returns a coroutine that nobody runs",
                    "JUnit runs tests that return nothing, and passes over the others",
                    "annotate it with `@AsyncTest` of `dev.heddle.testing.junit` in the place of `@Test`",
                    source -> edits(tree, place.code(), source)));
        }
    }

    private static List<Edit> edits(MethodTree tree, Code code, SourceText source) {
        for (AnnotationTree annotation : tree.getModifiers().getAnnotations()) {
            if (code.words().isA(code.type(annotation.getAnnotationType()), TEST)
                    && annotation.getArguments().isEmpty()) {
                return List.of(source.replace(annotation, "@" + source.type(ASYNC_TEST)));
            }
        }
        return List.of();
    }
}
