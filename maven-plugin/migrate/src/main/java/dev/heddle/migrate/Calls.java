package dev.heddle.migrate;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Types;

/**
 * The methods that a piece of code calls, as javac has resolved them. Code that moves must call the same ones afterwards: an
 * expression whose type has changed could silently choose another overload. Stateless.
 */
final class Calls {
    private Calls() {}

    /**
     * What is called or referred to below a tree, sorted, without Heddle's own words.
     *
     * @param without calls that do not count
     * @param apart methods of classes in the tree that are looked at by themselves
     */
    static List<String> below(
            Unit unit, Tree top, Collection<? extends Tree> without, Collection<? extends Tree> apart, Types types) {
        Set<Tree> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(without);
        apart.stream()
                .filter(method -> method != top)
                .forEach(method -> left.addAll(unit.below(method, Tree.class, each -> true)));
        return Stream.of(MethodInvocationTree.class, NewClassTree.class, MemberReferenceTree.class)
                .flatMap(kind -> unit.below(top, kind, each -> !left.contains(each)).stream())
                .map(unit::element)
                .filter(ExecutableElement.class::isInstance)
                .filter(method -> !Names.isDeclaredIn(method, Names.COROUTINES))
                .map(method -> Names.key((ExecutableElement) method, types))
                .sorted()
                .toList();
    }
}
