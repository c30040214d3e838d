package dev.heddle.migrate;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Heddle's words as they can be written in one file: short where their names are free, else qualified. Remembers the imports
 * that they need. Confined to one thread.
 */
final class Words {
    private static final String ASYNC = "dev.heddle.annotation.Async";
    private static final String CANCELLED = "dev.heddle.Cancelled";

    private final Unit unit;
    private final Elements elements;
    private final SortedSet<String> imports = new TreeSet<>();

    Words(Unit unit, Elements elements) {
        this.unit = unit;
        this.elements = elements;
    }

    /** The imports that the words need which have been asked for, as they are written between `import` and `;`. */
    SortedSet<String> imports() {
        return imports;
    }

    /** {@code await}, to be called at a place. */
    String await(Tree place) {
        return method("await", place);
    }

    /** {@code completed}, to be called at a place. */
    String completed(Tree place) {
        return method("completed", place);
    }

    /** The annotation, with its sign. */
    String async() {
        return "@" + type(ASYNC);
    }

    String cancelled() {
        return type(CANCELLED);
    }

    private String method(String name, Tree place) {
        if (isMember(name, place) || isImportedFromElsewhere(name)) {
            return type(Names.COROUTINES) + "." + name;
        }
        imports.add("static " + Names.COROUTINES + "." + name);
        return name;
    }

    /** Methods of the classes around a place hide what is imported. */
    private boolean isMember(String name, Tree place) {
        for (ClassTree owner = unit.ownerOf(place); owner != null; owner = unit.ownerOf(owner)) {
            if (unit.element(owner) instanceof TypeElement type && hasMethod(type, name)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasMethod(@Nullable TypeElement type, String name) {
        return type != null
                && elements.getAllMembers(type).stream()
                        .anyMatch(member -> member.getKind() == ElementKind.METHOD
                                && member.getSimpleName().contentEquals(name));
    }

    /** Also by an import of all that a class has, which one of a single name would hide. */
    private boolean isImportedFromElsewhere(String name) {
        return unit.tree.getImports().stream()
                .filter(ImportTree::isStatic)
                .map(each -> each.getQualifiedIdentifier().toString())
                .filter(each -> !each.startsWith(Names.COROUTINES + ".") && !each.startsWith(Names.EA_ASYNC))
                .anyMatch(each -> each.endsWith("." + name) || each.endsWith(".*") && hasMethod(ownerOf(each), name));
    }

    /** The class of an import of all that a class has. */
    private @Nullable TypeElement ownerOf(String imported) {
        return elements.getTypeElement(imported.substring(0, imported.length() - 2));
    }

    private String type(String qualified) {
        String simple = qualified.substring(qualified.lastIndexOf('.') + 1);
        if (isTaken(simple, qualified)) {
            return qualified;
        }
        imports.add(qualified);
        return simple;
    }

    /** Whether the file has the name for something else, by whichever way: inherited, or from a package that is imported. */
    private boolean meansAnother(String simple, String qualified) {
        return !unit.below(
                        unit.tree,
                        IdentifierTree.class,
                        each -> each.getName().contentEquals(simple)
                                && unit.element(each) instanceof TypeElement type
                                && !type.getQualifiedName().contentEquals(qualified)
                                && !type.getQualifiedName().contentEquals(Names.EA_ASYNC))
                .isEmpty();
    }

    private boolean isTaken(String simple, String qualified) {
        boolean imported = unit.tree.getImports().stream()
                .filter(each -> !each.isStatic())
                .map(each -> each.getQualifiedIdentifier().toString())
                .anyMatch(
                        each -> each.endsWith("." + simple) && !each.equals(qualified) && !each.equals(Names.EA_ASYNC));
        String packageName = unit.tree.getPackageName() == null ? "" : unit.tree.getPackageName() + ".";
        return imported
                || meansAnother(simple, qualified)
                || elements.getTypeElement(packageName + simple) != null
                || !unit.below(
                                unit.tree,
                                ClassTree.class,
                                each -> each.getSimpleName().contentEquals(simple))
                        .isEmpty();
    }
}
