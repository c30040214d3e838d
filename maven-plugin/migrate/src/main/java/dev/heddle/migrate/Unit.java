package dev.heddle.migrate;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * One source file as javac understands it: its text, its trees, and what the names in it mean. Valid as long as its {@link
 * Compilation} is open. Confined to one thread.
 */
final class Unit {
    final SourceFile source;
    final CompilationUnitTree tree;
    private final Trees trees;
    private final SourcePositions positions;
    private final Map<Tree, TreePath> paths = new IdentityHashMap<>();

    Unit(SourceFile source, CompilationUnitTree tree, Trees trees) {
        this.source = source;
        this.tree = tree;
        this.trees = trees;
        this.positions = trees.getSourcePositions();
    }

    /** Most files of a project are never asked. */
    private @Nullable TreePath path(Tree part) {
        if (paths.isEmpty()) {
            remember(new TreePath(tree));
        }
        return paths.get(part);
    }

    private void remember(TreePath path) {
        paths.put(path.getLeaf(), path);
        for (Tree child : children(path.getLeaf())) {
            remember(new TreePath(path, child));
        }
    }

    private static List<Tree> children(Tree parent) {
        List<Tree> children = new ArrayList<>();
        parent.accept(
                new TreeScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void scan(@Nullable Tree child, @Nullable Void nothing) {
                        if (child != null) {
                            children.add(child);
                        }
                        return null;
                    }
                },
                null);
        return children;
    }

    int start(Tree part) {
        return (int) positions.getStartPosition(tree, part);
    }

    int end(Tree part) {
        return (int) positions.getEndPosition(tree, part);
    }

    String text(Tree part) {
        return source.text().substring(start(part), end(part));
    }

    /** What a name, a call or a declaration means; null where javac does not know. */
    @Nullable
    Element element(Tree part) {
        TreePath path = path(part);
        return path == null ? null : trees.getElement(path);
    }

    /** The type of an expression; null where javac does not know. */
    @Nullable
    TypeMirror type(Tree part) {
        TreePath path = path(part);
        return path == null ? null : trees.getTypeMirror(path);
    }

    @Nullable
    Tree parent(Tree part) {
        TreePath path = path(part);
        TreePath parent = path == null ? null : path.getParentPath();
        return parent == null ? null : parent.getLeaf();
    }

    /** The method, lambda or class whose code a tree is directly; null outside of all. */
    @Nullable
    Tree home(Tree part) {
        for (Tree at = parent(part); at != null; at = parent(at)) {
            if (at instanceof MethodTree || at instanceof LambdaExpressionTree || at instanceof ClassTree) {
                return at;
            }
        }
        return null;
    }

    /** The innermost class around a tree. */
    @Nullable
    ClassTree ownerOf(Tree part) {
        for (Tree at = parent(part); at != null; at = parent(at)) {
            if (at instanceof ClassTree owner) {
                return owner;
            }
        }
        return null;
    }

    /**
     * All methods by a name that each has for itself, the same before and after a change of their bodies; outer ones come before
     * those in them. Classes without a name of their own are told apart by their order.
     */
    Map<String, MethodTree> methods(Types types) {
        Map<String, MethodTree> methods = new LinkedHashMap<>();
        for (MethodTree method : below(tree, MethodTree.class, each -> true)) {
            if (element(method) instanceof ExecutableElement found) {
                String key = Names.key(found, types);
                String unique = key;
                for (int number = 2; methods.containsKey(unique); number++) {
                    unique = key + " #" + number;
                }
                methods.put(unique, method);
            }
        }
        return methods;
    }

    /** All trees of a kind below a tree, in their order. */
    <T extends Tree> List<T> below(Tree top, Class<T> kind, Predicate<? super T> which) {
        List<T> found = new ArrayList<>();
        collect(top, kind, which, found);
        return found;
    }

    private <T extends Tree> void collect(Tree top, Class<T> kind, Predicate<? super T> which, List<T> found) {
        for (Tree child : children(top)) {
            if (kind.isInstance(child) && which.test(kind.cast(child))) {
                found.add(kind.cast(child));
            }
            collect(child, kind, which, found);
        }
    }

    /** Those of them that are code of {@code home} itself, not of a lambda or class in it. */
    <T extends Tree> List<T> directlyIn(Tree home, Class<T> kind) {
        return below(home, kind, each -> home(each) == home);
    }
}
