package dev.heddle.migrate;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;

/**
 * The names of variables that move out of lambdas into a method. What was in scope for a part of an expression is in scope for
 * all that follows, so a variable gets another name where its own one means something else there. Confined to one thread.
 */
final class Variables {
    private final Unit unit;
    private final Edits moved;
    private final Set<String> taken = new HashSet<>();
    private final Map<Element, String> renamed = new HashMap<>();

    Variables(Unit unit, Tree method, Edits moved) {
        this.unit = unit;
        this.moved = moved;
        unit.below(method, VariableTree.class, each -> true)
                .forEach(each -> taken.add(each.getName().toString()));
        unit.below(method, IdentifierTree.class, each -> true)
                .forEach(each -> taken.add(each.getName().toString()));
    }

    /** Gives names to what moves out of a chain. */
    void move(Chain chain) {
        List<VariableTree> moving = new ArrayList<>();
        collect(chain, moving);
        Tree region = chain.tree();
        for (VariableTree variable : moving) {
            if (mustBeRenamed(variable, moving, region)) {
                rename(variable, region);
            }
        }
    }

    /** The name that a variable has now. */
    String nameOf(VariableTree variable) {
        Element element = unit.element(variable);
        return renamed.getOrDefault(element, variable.getName().toString());
    }

    /** A name that nothing else in the method has. */
    String fresh(String wanted) {
        String name = wanted;
        for (int number = 2; !taken.add(name); number++) {
            name = wanted + number;
        }
        return name;
    }

    private void collect(Chain chain, List<VariableTree> moving) {
        if (!(chain instanceof Chain.Link link)) {
            return;
        }
        collect(link.before(), moving);
        if (link.step() instanceof Chain.Body body && link.operation() != Operation.EXCEPTIONALLY) {
            moving.addAll(body.tree().getParameters());
            collect(body.piece(), moving);
        } else if (link.step() instanceof Chain.Branches branches) {
            moving.add(branches.tree().getParameters().get(0));
            collect(branches.succeeded(), moving);
        } else if (link.step() instanceof Chain.Watched watched && watched.occasion() == Chain.Occasion.SUCCESS) {
            moving.add(watched.tree().getParameters().get(0));
            collect(watched.piece(), moving);
        }
    }

    private void collect(Chain.Piece piece, List<VariableTree> moving) {
        if (piece.code() instanceof BlockTree block) {
            for (StatementTree statement : block.getStatements()) {
                if (statement instanceof VariableTree local && unit.start(local) >= piece.start()) {
                    moving.add(local);
                }
            }
        }
        for (Chain.Exit exit : piece.exits()) {
            if (exit.chain() != null) {
                collect(exit.chain(), moving);
            }
        }
    }

    /** Whether the name is also that of something else; the first of several that move may keep it. */
    private boolean mustBeRenamed(VariableTree variable, List<VariableTree> moving, Tree region) {
        String name = variable.getName().toString();
        List<VariableTree> alike =
                unit.below(region, VariableTree.class, each -> each.getName().contentEquals(name));
        Set<Element> known = new HashSet<>();
        alike.forEach(each -> known.add(unit.element(each)));
        boolean meansSomethingElse = !unit.below(
                        region,
                        IdentifierTree.class,
                        each -> each.getName().contentEquals(name)
                                && unit.element(each) instanceof VariableElement meant
                                && !known.contains(meant))
                .isEmpty();
        return meansSomethingElse
                || !moving.containsAll(alike)
                || moving.stream().filter(alike::contains).findFirst().orElse(variable) != variable;
    }

    private void rename(VariableTree variable, Tree region) {
        Element element = unit.element(variable);
        String name = fresh(variable.getName().toString());
        renamed.put(element, name);
        int length = variable.getName().length();
        for (IdentifierTree use : unit.below(region, IdentifierTree.class, each -> unit.element(each) == element)) {
            moved.replace(unit.start(use), unit.start(use) + length, name);
        }
        int declared = positionOfName(variable);
        moved.replace(declared, declared + length, name);
    }

    /** Where the name of a variable stands in its declaration. */
    int positionOfName(VariableTree variable) {
        int start = unit.start(variable);
        int end = variable.getInitializer() == null ? unit.end(variable) : unit.start(variable.getInitializer());
        Matcher names = Pattern.compile(
                        "(?<![\\w$])" + Pattern.quote(variable.getName().toString()) + "(?![\\w$])")
                .matcher(unit.source.text().substring(start, end));
        int last = 0;
        while (names.find()) {
            last = names.start();
        }
        return start + last;
    }
}
