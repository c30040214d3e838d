package dev.heddle.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.source.Printable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Prints what is found in class files as javac's own errors and warnings, with the source line and a caret. When that is
 * found, javac has given its trees away, so a source with a finding is parsed once more. Confined to the thread of the compiler.
 */
final class Messages {
    private final JavacTask task;
    private final Map<JavaFileObject, Parsed> sources = new HashMap<>();

    Messages(JavacTask task) {
        this.task = task;
    }

    /** A source, parsed apart from the compilation. */
    private record Parsed(CompilationUnitTree unit, Trees trees) {}

    /** Prints a finding about a class where it was found in its source. */
    void print(Diagnostic diagnostic, WrittenClass type) {
        Parsed source = parsed(type.source());
        StringBuilder text = new StringBuilder("[" + diagnostic.code() + "] " + Printable.of(diagnostic.message()));
        diagnostic.notes().forEach(note -> text.append("\n= note: ").append(Printable.of(note)));
        if (diagnostic.help() != null) {
            text.append("\n= help: ").append(Printable.of(diagnostic.help()));
        }
        print(
                diagnostic.isError() ? javax.tools.Diagnostic.Kind.ERROR : javax.tools.Diagnostic.Kind.WARNING,
                text.toString(),
                MentionedTree.of(diagnostic, source.unit(), source.trees().getSourcePositions()),
                source.unit());
    }

    /** Prints an error that concerns a whole source. */
    void error(String text, JavaFileObject source) {
        CompilationUnitTree unit = parsed(source).unit();
        List<? extends Tree> types = unit.getTypeDecls();
        print(javax.tools.Diagnostic.Kind.ERROR, text, types.isEmpty() ? unit : types.get(0), unit);
    }

    private void print(javax.tools.Diagnostic.Kind kind, String text, Tree tree, CompilationUnitTree unit) {
        Trees.instance(task).printMessage(kind, text, tree, unit);
    }

    private Parsed parsed(JavaFileObject source) {
        return sources.computeIfAbsent(source, Messages::parse);
    }

    private static Parsed parse(JavaFileObject source) {
        JavacTask parser = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, known -> {}, List.of("-proc:none"), null, List.of(source));
        try {
            return new Parsed(parser.parse().iterator().next(), Trees.instance(parser));
        } catch (IOException unreadable) {
            throw new IllegalStateException("a source that javac has read is gone: " + source.getName(), unreadable);
        }
    }
}
