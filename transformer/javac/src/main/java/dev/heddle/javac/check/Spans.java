package dev.heddle.javac.check;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where the trees of a source file begin and end. On its command line javac does not keep the ends; the file is then parsed
 * once more, in a way in which it does. Confined to the thread of the compiler.
 */
final class Spans {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private @Nullable Map<Key, List<Long>> parsed;

    Spans(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    /** What two parses of the same file have in common. The trees at one place are inside each other, as {@code a.b().c()}. */
    private record Key(Tree.Kind kind, long start) {}

    int start(Tree tree) {
        return known(positions.getStartPosition(unit, tree), tree);
    }

    int end(Tree tree) {
        return known(endIfKnown(tree), tree);
    }

    /** Where it ends, or less than 0 if it is not in the source. */
    long endIfKnown(Tree tree) {
        long end = positions.getEndPosition(unit, tree);
        return end >= 0 ? end : endInParsed(tree);
    }

    private long endInParsed(Tree tree) {
        Key key = key(tree, unit, positions);
        List<Long> ends = parsed().getOrDefault(key, List.of());
        long inside = OwnTrees.withInner(tree)
                .skip(1)
                .filter(each -> key(each, unit, positions).equals(key))
                .count();
        return inside < ends.size() ? ends.get((int) inside) : -1;
    }

    private Map<Key, List<Long>> parsed() {
        Map<Key, List<Long>> ends = parsed;
        if (ends == null) {
            ends = parse(unit.getSourceFile());
            parsed = ends;
        }
        return ends;
    }

    private static int known(long position, Tree tree) {
        if (position < 0) {
            throw new NoSuchElementException("a tree that is not in the source: " + tree);
        }
        return (int) position;
    }

    /** The ends of all trees of a file, those of the innermost first. */
    private static Map<Key, List<Long>> parse(JavaFileObject file) {
        Map<Key, List<Long>> ends = new HashMap<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, message -> {}, List.of("-proc:none"), null, List.of(file));
        try {
            for (CompilationUnitTree unit : task.parse()) {
                SourcePositions positions = Trees.instance(task).getSourcePositions();
                List<Tree> trees = OwnTrees.withInner(unit).collect(Collectors.toCollection(ArrayList::new));
                Collections.reverse(trees);
                for (Tree tree : trees) {
                    ends.computeIfAbsent(key(tree, unit, positions), key -> new ArrayList<>())
                            .add(positions.getEndPosition(unit, tree));
                }
            }
        } catch (IOException unreadable) {
            ends.clear(); // then there are no fixes; javac itself has read the file
        }
        return ends;
    }

    private static Key key(Tree tree, CompilationUnitTree unit, SourcePositions positions) {
        return new Key(tree.getKind(), positions.getStartPosition(unit, tree));
    }
}
