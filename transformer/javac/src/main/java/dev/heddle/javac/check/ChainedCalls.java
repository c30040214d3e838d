package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import dev.heddle.transform.check.Rule;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A future that is returned at the end of a chain of callbacks, which {@code heddle:migrate} can write as straight code. */
final class ChainedCalls {
    private static final Set<String> LINKS =
            Set.of("thenApply", "thenCompose", "thenCombine", "thenAccept", "thenRun", "exceptionally", "handle");

    private ChainedCalls() {}

    static void check(Place place, Consumer<Finding> found) {
        ExpressionTree value = ((ReturnTree) place.tree()).getExpression();
        Body body = place.body();
        if (value != null
                && body != null
                && body.method() != null
                && isLink(value, place.code())
                && isLink(Code.receiver((MethodInvocationTree) value), place.code())) {
            found.accept(new Finding(
                    Rule.CHAINED_CALLS,
                    value,
                    "a chain of callbacks could be straight code",
                    "in an `@Async` method each link is an `await`, with the loops, the `try` and the stack traces of Java",
                    "`mvn heddle:migrate` shows the change"));
        }
    }

    private static boolean isLink(@Nullable ExpressionTree tree, Code code) {
        return tree instanceof MethodInvocationTree call
                && LINKS.contains(Code.name(call))
                && code.words().isA(code.type(call), Words.COMPLETION_STAGE);
    }
}
