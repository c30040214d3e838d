package dev.heddle.javac.check;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.TryTree;
import dev.heddle.javac.check.Place.Around;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;

/**
 * {@code return other(x)} out of a {@code try}: what it returns is awaited behind its {@code catch} and {@code finally} blocks
 * and after its resources have been closed. That a {@code catch} does not see the exception of a future is no finding, since
 * the call that makes a future may throw as well.
 */
final class ReturnedOutOfTry {
    private static final Set<String> RESULTS = Set.of(Names.DONE, Names.COMPLETED, Names.END);

    private ReturnedOutOfTry() {}

    static void check(Place place, Consumer<Finding> found) {
        ExpressionTree value = ((ReturnTree) place.tree()).getExpression();
        if (value == null || place.asyncBody().isEmpty()) {
            return;
        }
        for (ExpressionTree part : Code.yielded(value)) {
            if (part instanceof MethodInvocationTree call && isPending(call, place.code())) {
                boolean isCold = place.code().words().isCoroutine(place.code().type(call));
                if (place.isInside(around -> isLeft(around, isCold))) {
                    found.accept(finding(call, value, place));
                }
            }
        }
    }

    /** Whether the call makes something of which more is to come: {@code done(x)} and its like have their result. */
    private static boolean isPending(MethodInvocationTree call, Code code) {
        ExecutableElement method = code.method(call);
        return method != null && code.words().isPending(code.type(call)) && !hasResult(method, code.words());
    }

    private static boolean hasResult(ExecutableElement method, Words words) {
        String name = method.getSimpleName().toString();
        boolean makesEndedFuture = method.getModifiers().contains(Modifier.STATIC)
                && words.isA(Words.owner(method).asType(), Words.COMPLETION_STAGE)
                && (name.startsWith("completed") || name.startsWith("failed"));
        return makesEndedFuture || RESULTS.contains(name) && Words.isMethod(method, Words.COROUTINES, name);
    }

    /** Whether something runs, when the part is left, that should run later. */
    private static boolean isLeft(Around around, boolean isCold) {
        if (!(around.tree() instanceof TryTree tree)) {
            return false;
        }
        boolean cleansUp = tree.getFinallyBlock() != null && around.part() != tree.getFinallyBlock();
        if (around.part() instanceof CatchTree) {
            return cleansUp;
        }
        return around.part() == tree.getBlock()
                && (cleansUp
                        || !tree.getResources().isEmpty()
                        || isCold && !tree.getCatches().isEmpty());
    }

    private static Finding finding(MethodInvocationTree call, ExpressionTree value, Place place) {
        String name = Code.name(call);
        return new Finding(
                Rule.RETURNED_OUT_OF_TRY,
                call,
                "what `" + name + "` returns leaves the `try` without being awaited",
                "`finally` blocks run and resources are closed before its work is done, and no `catch` here sees its"
                        + " exception",
                "`return done(await(" + name + "(...)))`",
                source -> List.of(source.wrap(
                        value,
                        source.coroutines(endOf(place), place.owner()) + "("
                                + source.coroutines(Names.AWAIT, place.owner()) + "(",
                        "))")));
    }

    private static String endOf(Place place) {
        TypeMirror returned = place.asyncBody().map(Body::returned).orElse(null);
        return place.code().words().isCoroutine(returned) ? Names.DONE : Names.COMPLETED;
    }
}
