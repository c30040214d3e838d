package dev.heddle.javac.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The trees below one, in the order of the source. */
final class OwnTrees extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Tree root;
    private final Predicate<Tree> border;
    private final List<Tree> found = new ArrayList<>();

    private OwnTrees(Tree root, Predicate<Tree> border) {
        this.root = root;
        this.border = border;
    }

    /** The tree and all below it that run with it: without the bodies of lambdas and classes. */
    static Stream<Tree> of(Tree root) {
        return collect(root, tree -> tree instanceof LambdaExpressionTree || tree instanceof ClassTree);
    }

    /** The tree and all below it. */
    static Stream<Tree> withInner(Tree root) {
        return collect(root, tree -> false);
    }

    private static Stream<Tree> collect(Tree root, Predicate<Tree> border) {
        OwnTrees trees = new OwnTrees(root, border);
        trees.scan(root, null);
        return trees.found.stream();
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        if (tree == null || tree != root && border.test(tree)) {
            return null;
        }
        found.add(tree);
        return super.scan(tree, nothing);
    }
}
