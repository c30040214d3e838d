package dev.heddle.javac.check;

import com.sun.source.tree.MethodInvocationTree;
import dev.heddle.transform.check.Rule;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** Threads that async code chooses by itself, so that no caller and no test can choose others. */
final class FixedExecutor {
    private static final String EXECUTORS = "java.util.concurrent.Executors";
    private static final String POOL = "java.util.concurrent.ForkJoinPool";

    private FixedExecutor() {}

    static void check(Place place, Consumer<Finding> found) {
        MethodInvocationTree call = (MethodInvocationTree) place.tree();
        ExecutableElement method = place.code().method(call);
        if (method != null && chooses(method) && place.asyncBody().isPresent()) {
            found.accept(new Finding(
                    Rule.FIXED_EXECUTOR,
                    call,
                    "`" + Words.owner(method).getSimpleName() + "." + method.getSimpleName()
                            + "` chooses the threads of an `@Async` method",
                    "no caller can choose others, and a test cannot have its work done on its own thread",
                    "take an `Executor` as a parameter, or call `blocking(() -> ...)`"));
        }
    }

    private static boolean chooses(ExecutableElement method) {
        boolean makesPool = method.getModifiers().contains(Modifier.STATIC)
                && Words.owner(method).getQualifiedName().contentEquals(EXECUTORS)
                && method.getSimpleName().toString().startsWith("new");
        boolean runsInCommonPool = Words.isMethod(method, Words.COMPLETABLE_FUTURE, "supplyAsync", "runAsync")
                && method.getParameters().size() == 1;
        return makesPool || runsInCommonPool || Words.isMethod(method, POOL, "commonPool");
    }
}
