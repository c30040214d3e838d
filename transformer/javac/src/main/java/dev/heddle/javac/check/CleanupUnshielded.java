package dev.heddle.javac.check;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import dev.heddle.transform.check.Rule;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.Element;

/**
 * An {@code await} in a {@code finally} block, or in a {@code catch} block that throws on what it has caught, while
 * {@code Cancelled} is on its way out. What cleans up in a less simple form is found in the bytecode.
 */
final class CleanupUnshielded {
    private CleanupUnshielded() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        TryTree tree = (TryTree) place.tree();
        if (place.asyncBody().isEmpty() || !Cancellation.comesOutOf(tree.getBlock(), code)) {
            return;
        }
        CatchTree handler = Cancellation.handlerOf(tree, code);
        BlockTree last = tree.getFinallyBlock();
        if (handler == null && last != null && !isLeft(last)) {
            report(last, "finally", code, found);
        } else if (handler != null && throwsOn(handler, code)) {
            report(handler.getBlock(), "catch (" + Cancellation.simpleName(handler, code) + ")", code, found);
        }
    }

    private static void report(BlockTree block, String handler, Code code, Consumer<Finding> found) {
        OwnTrees.of(block)
                .filter(tree -> Cancellation.interrupts(tree, code))
                .forEach(await -> found.accept(finding(await, handler)));
    }

    /** Whether a way out of it keeps what is thrown, which is another rule's matter. */
    private static boolean isLeft(BlockTree block) {
        return OwnTrees.of(block).anyMatch(tree -> switch (tree.getKind()) {
            case RETURN, BREAK, CONTINUE, THROW -> true;
            default -> false;
        });
    }

    /** Whether it ends with {@code throw e}, has no other end, and does not ask what {@code e} is. */
    private static boolean throwsOn(CatchTree handler, Code code) {
        List<? extends StatementTree> statements = handler.getBlock().getStatements();
        Element caught = code.element(handler.getParameter());
        return !statements.isEmpty()
                && caught != null
                && statements.get(statements.size() - 1) instanceof ThrowTree end
                && end.getExpression() instanceof IdentifierTree
                && caught.equals(code.element(end.getExpression()))
                && OwnTrees.of(handler.getBlock()).noneMatch(tree -> tree != end && endsOrAsks(tree));
    }

    private static boolean endsOrAsks(Tree tree) {
        return switch (tree.getKind()) {
            case RETURN, BREAK, CONTINUE, THROW, INSTANCE_OF -> true;
            default -> false;
        };
    }

    private static Finding finding(Tree at, String handler) {
        return new Finding(
                Rule.CLEANUP_UNSHIELDED,
                at,
                "`await` in `" + handler + "` is not shielded",
                "in a cancelled task it throws `Cancelled` at once, and the clean-up stays undone",
                "`await(shield(budget, ...))` lets clean-up end and gives it a time limit of its own");
    }
}
