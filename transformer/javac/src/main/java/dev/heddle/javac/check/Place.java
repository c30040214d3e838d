package dev.heddle.javac.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** A tree and what is around it. Immutable. */
record Place(TreePath path, Code code) {
    Tree tree() {
        return path.getLeaf();
    }

    Tree parent() {
        return path.getParentPath().getLeaf();
    }

    /** The body in which the tree stands, null outside of all. */
    @Nullable
    Body body() {
        return Body.around(path, code);
    }

    /** The body in which the tree stands, if that is woven. */
    Optional<Body> asyncBody() {
        return Optional.ofNullable(body()).filter(Body::isWoven);
    }

    /** The class in which the tree stands. */
    TypeElement owner() {
        return owners().findFirst().orElseThrow();
    }

    /** The classes around the tree, from inside out. */
    Stream<TypeElement> owners() {
        return Stream.iterate(path, Objects::nonNull, TreePath::getParentPath)
                .map(TreePath::getLeaf)
                .filter(ClassTree.class::isInstance)
                .map(tree -> (TypeElement) Objects.requireNonNull(code.element(tree)));
    }

    /** A tree around this one, and the part of it in which this one is. */
    record Around(Tree tree, Tree part) {}

    /** What is around the tree in the same body, from inside out. */
    Stream<Around> around() {
        Body body = body();
        Stream.Builder<Around> found = Stream.builder();
        for (TreePath at = path; body != null && at.getParentPath() != null && at.getLeaf() != body.tree(); ) {
            TreePath outer = at.getParentPath();
            found.add(new Around(outer.getLeaf(), at.getLeaf()));
            at = outer;
        }
        return found.build();
    }

    /** Whether a tree of the same body is around this one. */
    boolean isInside(Predicate<Around> wanted) {
        return around().anyMatch(wanted);
    }
}
