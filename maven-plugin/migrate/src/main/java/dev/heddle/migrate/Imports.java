package dev.heddle.migrate;

import com.sun.source.tree.ImportTree;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The imports of one file, changed where they would be looked for. Confined to one thread. */
final class Imports {
    private final Unit unit;
    private final Edits edits;
    private final List<ImportTree> removed;
    private final List<ImportTree> staying;
    private final String lineBreak;

    private Imports(Unit unit, Edits edits) {
        this.unit = unit;
        this.edits = edits;
        this.removed = all(unit).stream().filter(Imports::isOfEaAsync).toList();
        this.staying = all(unit).stream().filter(each -> !isOfEaAsync(each)).toList();
        this.lineBreak = unit.source.lineBreak();
    }

    /** Adds those that are not there, static ones with `static ` before their names. */
    static void add(Unit unit, Collection<String> names, Edits edits) {
        Imports imports = new Imports(unit, edits);
        imports.add(names, imports.staying);
    }

    /** Adds as well, and removes those of EA Async. */
    static void move(Unit unit, Collection<String> names, Edits edits) {
        Imports imports = new Imports(unit, edits);
        imports.add(names, imports.staying);
        boolean nothingStays = imports.staying.isEmpty() && names.isEmpty();
        imports.removed.forEach(each -> imports.remove(each, nothingStays));
    }

    static boolean areOfEaAsync(Unit unit) {
        return all(unit).stream().anyMatch(Imports::isOfEaAsync);
    }

    private static List<ImportTree> all(Unit unit) {
        return unit.tree.getImports().stream().map(ImportTree.class::cast).toList();
    }

    private static boolean isOfEaAsync(ImportTree each) {
        String name = each.getQualifiedIdentifier().toString();
        return name.equals(Names.EA_ASYNC) || name.startsWith(Names.EA_ASYNC + ".") || name.equals("com.ea.async.*");
    }

    private void add(Collection<String> names, List<ImportTree> existing) {
        SortedSet<String> missing = new TreeSet<>(names);
        missing.removeIf(name -> existing.stream().map(Imports::name).anyMatch(each -> covers(each, name)));
        for (Kind kind : Kind.values()) {
            List<String> ofKind =
                    missing.stream().filter(name -> Kind.of(name) == kind).toList();
            List<ImportTree> alike = existing.stream()
                    .filter(each -> Kind.of(name(each)) == kind)
                    .toList();
            if (alike.isEmpty() && !ofKind.isEmpty()) {
                group(kind, ofKind);
            } else {
                ofKind.forEach(name -> insert(name, alike));
            }
        }
    }

    private void insert(String name, List<ImportTree> alike) {
        ImportTree next = alike.stream()
                .filter(each -> name(each).compareTo(name) > 0)
                .findFirst()
                .orElse(null);
        if (next != null) {
            edits.insert(unit.source.lineStart(unit.start(next)), line(name) + lineBreak);
        } else {
            edits.insert(unit.end(alike.get(alike.size() - 1)), lineBreak + line(name));
        }
    }

    /** The first ones of their kind: in the place of those that go; else static ones before the others, these behind. */
    private void group(Kind kind, List<String> names) {
        String group = String.join(lineBreak, names.stream().map(Imports::line).toList());
        ImportTree going = removed.stream()
                .filter(each -> Kind.of(name(each)) == kind)
                .findFirst()
                .orElse(null);
        if (going != null) {
            edits.insert(unit.source.lineStart(unit.start(going)), group + lineBreak);
        } else if (!staying.isEmpty() && kind == Kind.STATIC) {
            edits.insert(unit.source.lineStart(unit.start(staying.get(0))), group + lineBreak + lineBreak);
        } else if (!staying.isEmpty()) {
            edits.insert(unit.end(staying.get(staying.size() - 1)), lineBreak + lineBreak + group);
        } else if (unit.tree.getPackageName() == null) {
            edits.insert(0, group + lineBreak + lineBreak);
        } else {
            edits.insert(unit.end(unit.tree.getPackage()), lineBreak + lineBreak + group);
        }
    }

    /** With its line, and with the empty one behind it where no import is left. */
    private void remove(ImportTree each, boolean nothingStays) {
        SourceFile source = unit.source;
        int end = source.nextLine(unit.end(each));
        if (nothingStays && source.text().substring(end, source.lineEnd(end)).isBlank()) {
            end = source.nextLine(end);
        }
        edits.replace(source.lineStart(unit.start(each)), end, "");
    }

    private enum Kind {
        STATIC,
        PLAIN;

        static Kind of(String name) {
            return name.startsWith("static ") ? STATIC : PLAIN;
        }
    }

    private static String line(String name) {
        return "import " + name + ";";
    }

    private static String name(ImportTree each) {
        return (each.isStatic() ? "static " : "") + each.getQualifiedIdentifier();
    }

    private static boolean covers(String existing, String name) {
        return existing.equals(name) || existing.equals(name.substring(0, name.lastIndexOf('.')) + ".*");
    }
}
