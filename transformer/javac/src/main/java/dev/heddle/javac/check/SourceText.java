package dev.heddle.javac.check;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import dev.heddle.javac.check.Fix.Edit;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.lang.model.element.TypeElement;

/** The text of a source file, for those who change it. Confined to the thread of the compiler. */
final class SourceText {
    private static final String PACKAGE = "dev.heddle.";
    private static final String COROUTINES = PACKAGE + "Coroutines";

    private final String text;
    private final Spans spans;
    private final Code code;

    SourceText(String text, Spans spans, Code code) {
        this.text = text;
        this.spans = spans;
        this.code = code;
    }

    /** As it is written. */
    String of(Tree tree) {
        return text.substring(start(tree), end(tree));
    }

    /** As it is written, from the beginning of one tree to the end of another. */
    String of(Tree first, Tree last) {
        return text.substring(start(first), end(last));
    }

    int start(Tree tree) {
        return spans.start(tree);
    }

    int end(Tree tree) {
        return spans.end(tree);
    }

    Edit replace(Tree tree, String replacement) {
        return new Edit(start(tree), end(tree), replacement);
    }

    Edit replace(Tree first, Tree last, String replacement) {
        return new Edit(start(first), end(last), replacement);
    }

    Edit insertBefore(Tree tree, String insertion) {
        return new Edit(start(tree), start(tree), insertion);
    }

    /** Adds something before a tree, on a line of its own if the tree begins one. */
    Edit insertLineBefore(Tree tree, String insertion) {
        int start = start(tree);
        String indent = text.substring(text.lastIndexOf('\n', start) + 1, start);
        return new Edit(start, start, insertion + (indent.isBlank() ? "\n" + indent : " "));
    }

    /** Adds a statement at the end of a block, on a line of its own if the brace has one. */
    Edit appendTo(BlockTree block, String statement) {
        int brace = end(block) - 1;
        int line = text.lastIndexOf('\n', brace) + 1;
        String indent = text.substring(line, brace);
        return indent.isBlank()
                ? new Edit(line, line, indent + "    " + statement + "\n")
                : new Edit(brace, brace, statement + " ");
    }

    /** Puts the tree in the parentheses of a call. */
    Edit wrap(Tree tree, String method) {
        return wrap(tree, method + "(", ")");
    }

    /** Puts the tree between two texts. */
    Edit wrap(Tree tree, String before, String after) {
        return replace(tree, before + of(tree) + after);
    }

    /** How a static method of {@code Coroutines} is named in a class: as short as its imports allow. */
    String coroutines(String method, TypeElement in) {
        Set<String> imports = imports();
        return !code.words().hasMethod(in, method)
                        && (imports.contains("static " + COROUTINES + ".*")
                                || imports.contains("static " + COROUTINES + "." + method))
                ? method
                : type(COROUTINES) + "." + method;
    }

    /** How a class is named: as short as the imports allow. */
    String type(String qualifiedName) {
        String folder = qualifiedName.substring(0, qualifiedName.lastIndexOf('.'));
        Set<String> imports = imports();
        return imports.contains(qualifiedName) || imports.contains(folder + ".*") || folder.equals(folder())
                ? qualifiedName.substring(folder.length() + 1)
                : qualifiedName;
    }

    private String folder() {
        CompilationUnitTree unit = code.unit();
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    private Set<String> imports() {
        return StreamSupport.stream(code.unit().getImports().spliterator(), false)
                .map(SourceText::name)
                .collect(Collectors.toSet());
    }

    private static String name(ImportTree each) {
        return (each.isStatic() ? "static " : "") + each.getQualifiedIdentifier();
    }
}
