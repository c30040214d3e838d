package dev.heddle.maven;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.heddle.transform.source.TreePlaces;
import org.jspecify.annotations.Nullable;

/** The classes and methods of one source, by their positions in it. Confined to the thread of the compiler. */
final class Declarations {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final TreePlaces places;

    Declarations(CompilationUnitTree unit, JavacTask task) {
        this.unit = unit;
        this.positions = Trees.instance(task).getSourcePositions();
        this.places = new TreePlaces(task);
    }

    /** The source as class files name it, for example {@code shop/Store.java}. */
    String file() {
        return TreePlaces.file(unit);
    }

    /** The line of a position; 0 where there is none. */
    long line(long position) {
        return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
    }

    /** The declaration around a position, for example {@code Store.buy(String, int)}; empty outside of all classes. */
    String around(long position) {
        Innermost innermost = new Innermost(position);
        innermost.scan(new TreePath(unit), null);
        return places.around(innermost.path);
    }

    /** The innermost tree at a position. */
    private final class Innermost extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final long position;
        TreePath path = new TreePath(unit);

        Innermost(long position) {
            this.position = position;
        }

        @Override
        public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
            if (tree == null) {
                return null;
            }
            if (covers(tree)) {
                path = new TreePath(getCurrentPath(), tree);
            } else if (tree instanceof ClassTree || tree instanceof MethodTree) {
                return null;
            }
            return super.scan(tree, nothing);
        }

        private boolean covers(Tree tree) {
            return positions.getStartPosition(unit, tree) <= position
                    && position <= positions.getEndPosition(unit, tree);
        }
    }
}
