package dev.heddle.javac.check;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells where authors do not want to hear of a rule: in a declaration with {@code @SuppressWarnings("heddle:H101")}, or, for
 * all rules, {@code @SuppressWarnings("heddle")}. It looks at the text only, so that trees need not be attributed. Stateless.
 */
public final class Suppressions {
    private static final String ALL = "heddle";

    private Suppressions() {}

    /** Whether a declaration around a tree, or the tree itself, silences a rule. */
    public static boolean silence(String rule, TreePath at) {
        Set<String> words = Set.of(ALL, ALL + ":" + rule);
        for (TreePath path = at; path != null; path = path.getParentPath()) {
            ModifiersTree modifiers = modifiersOf(path.getLeaf());
            if (modifiers != null
                    && modifiers.getAnnotations().stream()
                            .flatMap(Suppressions::warnings)
                            .anyMatch(words::contains)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ModifiersTree modifiersOf(Tree tree) {
        if (tree instanceof ClassTree type) {
            return type.getModifiers();
        }
        if (tree instanceof MethodTree method) {
            return method.getModifiers();
        }
        return tree instanceof VariableTree variable ? variable.getModifiers() : null;
    }

    private static Stream<String> warnings(AnnotationTree annotation) {
        return annotation.getAnnotationType().toString().matches("(java\\.lang\\.)?SuppressWarnings")
                ? annotation.getArguments().stream().flatMap(Suppressions::words)
                : Stream.of();
    }

    private static Stream<String> words(ExpressionTree value) {
        if (value instanceof AssignmentTree assigned) {
            return words(assigned.getExpression());
        }
        if (value instanceof NewArrayTree list && list.getInitializers() != null) {
            return list.getInitializers().stream().flatMap(Suppressions::words);
        }
        return value instanceof LiteralTree literal && literal.getValue() instanceof String word
                ? Stream.of(word)
                : Stream.of();
    }
}
