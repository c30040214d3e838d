package dev.heddle.javac.check;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import dev.heddle.javac.check.Place.Around;
import dev.heddle.transform.check.Rule;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.Element;

/**
 * A {@code catch} around an {@code await} that keeps {@code Cancelled}, or a {@code finally} that does it by a {@code return}.
 * Only where that is plain to see: nothing in the handler throws or looks at what was caught, and nothing is awaited behind it,
 * which would throw {@code Cancelled} again. What else keeps it is found in the bytecode.
 */
final class CancelledKept {
    private CancelledKept() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        TryTree tree = (TryTree) place.tree();
        if (place.asyncBody().isEmpty() || !Cancellation.comesOutOf(tree.getBlock(), code)) {
            return;
        }
        BlockTree last = tree.getFinallyBlock();
        if (last != null && OwnTrees.of(last).anyMatch(ReturnTree.class::isInstance)) {
            if (endsAsItSays(last, code)) {
                found.accept(finding(last.getStatements().get(0), "finally"));
            }
            return;
        }
        CatchTree handler = Cancellation.handlerOf(tree, code);
        if (handler != null
                && endsAsItSays(handler.getBlock(), code)
                && (last == null || endsAsItSays(last, code))
                && !looksAtWhatWasCaught(handler, code)
                && !isAwaitedBehind(handler.getBlock(), place)) {
            found.accept(finding(handler, "catch (" + Cancellation.simpleName(handler, code) + ")"));
        }
    }

    /** Whether it comes to its end whatever it is told: nothing in it throws or awaits. */
    private static boolean endsAsItSays(BlockTree block, Code code) {
        return OwnTrees.of(block).noneMatch(tree -> tree instanceof ThrowTree || code.suspends(tree));
    }

    /** Whether it may be thrown later: it is assigned, or asked what it is. */
    private static boolean looksAtWhatWasCaught(CatchTree handler, Code code) {
        Element caught = code.element(handler.getParameter());
        return caught == null
                || OwnTrees.withInner(handler.getBlock())
                        .anyMatch(tree -> tree instanceof AssignmentTree assigned
                                        && code.mentions(assigned.getExpression(), caught)
                                || tree.getKind() == Tree.Kind.INSTANCE_OF && code.mentions(tree, caught));
    }

    private static boolean isAwaitedBehind(BlockTree handler, Place place) {
        Code code = place.code();
        boolean leaves = !handler.getStatements().isEmpty()
                && handler.getStatements().get(handler.getStatements().size() - 1) instanceof ReturnTree;
        for (Around around : place.around().toList()) {
            Tree tree = around.tree();
            if (tree instanceof TryTree outer) {
                BlockTree last = outer.getFinallyBlock();
                if (last != null && last != around.part() && !endsAsItSays(last, code)) {
                    return true;
                }
            } else if (!leaves && awaitsBehind(around, code)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a statement behind a part of a block awaits, or, of a loop, anything in it but the part. */
    private static boolean awaitsBehind(Around around, Code code) {
        if (around.tree() instanceof BlockTree block) {
            return awaitsBehind(block.getStatements(), around.part(), code);
        }
        if (around.tree() instanceof CaseTree branch && branch.getStatements() != null) {
            return awaitsBehind(branch.getStatements(), around.part(), code);
        }
        return isLoop(around.tree())
                && OwnTrees.of(around.tree()).filter(code::suspends).count()
                        > OwnTrees.of(around.part()).filter(code::suspends).count();
    }

    private static boolean awaitsBehind(List<? extends StatementTree> statements, Tree part, Code code) {
        return statements.subList(statements.indexOf(part) + 1, statements.size()).stream()
                .anyMatch(statement -> OwnTrees.of(statement).anyMatch(code::suspends));
    }

    private static boolean isLoop(Tree tree) {
        return switch (tree.getKind()) {
            case FOR_LOOP, ENHANCED_FOR_LOOP, WHILE_LOOP, DO_WHILE_LOOP -> true;
            default -> false;
        };
    }

    private static Finding finding(Tree at, String handler) {
        return new Finding(
                Rule.CANCELLED_KEPT,
                at,
                "`" + handler + "` around an `await` keeps `Cancelled`",
                "cancellation comes out of an `await` as the error `Cancelled`; where it is kept, the task goes on as if"
                        + " nobody had asked it to end",
                handler.equals("finally")
                        ? "leave the `finally` block at its end, without `return`, `break` or `continue`"
                        : "throw it on: put `catch (Cancelled e) { throw e; }` before, or catch `Exception`");
    }
}
