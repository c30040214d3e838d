package dev.heddle.migrate;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The sources of a project, read and attributed by the JDK's own compiler. Nothing of the project is run and nothing is
 * written: there are no annotation processors and no class files. Confined to one thread.
 */
final class Compilation implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-proc:none", "-Xlint:none", "-Xmaxerrs", "1000000");

    final Types types;
    final Elements elements;
    private final StandardJavaFileManager files;
    private final Map<Path, Unit> units = new LinkedHashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** An error that javac has found in a file; the position is -1 if it has none. */
    record Mistake(Path file, int position, String message) {}

    private Compilation(SourceTree sources) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("migration needs a JDK, and this Java has no compiler");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        files = javac.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8);
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, sources.classPath());
        files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
        Map<URI, Text> texts = new LinkedHashMap<>();
        Stream.concat(sources.candidates().stream(), sources.others().stream())
                .filter(file -> !file.path().endsWith("module-info.java")) // all is on the class path
                .map(Text::new)
                .forEach(text -> texts.put(text.toUri(), text));
        List<String> options =
                Stream.concat(OPTIONS.stream(), sources.options().stream()).toList();
        JavacTask task = (JavacTask) javac.getTask(null, files, diagnostics, options, null, texts.values());
        Trees trees = Trees.instance(task);
        types = task.getTypes();
        elements = task.getElements();
        Iterable<? extends CompilationUnitTree> parsed = task.parse();
        task.analyze();
        for (CompilationUnitTree tree : parsed) {
            SourceFile file = known(texts, tree.getSourceFile()).file;
            units.put(file.path(), new Unit(file, tree, trees));
        }
        for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                Path file = each.getSource() == null
                        ? Path.of("")
                        : known(texts, each.getSource()).file.path();
                String message =
                        each.getMessage(Locale.ROOT).lines().findFirst().orElse("");
                mistakes.add(new Mistake(file, (int) each.getPosition(), message));
            }
        }
    }

    /** javac hands out wrappers of the files that it was given. */
    private static Text known(Map<URI, Text> texts, JavaFileObject file) {
        return Objects.requireNonNull(texts.get(file.toUri()), () -> "not given to javac: " + file);
    }

    static Compilation of(SourceTree sources) throws IOException {
        return new Compilation(sources);
    }

    /** The file as it was compiled; it is one of the source tree. */
    Unit unit(Path file) {
        Unit unit = units.get(file);
        if (unit == null) {
            throw new IllegalArgumentException("not compiled: " + file);
        }
        return unit;
    }

    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** How many errors each file has. */
    Map<Path, Integer> mistakesByFile() {
        Map<Path, Integer> counts = new HashMap<>();
        mistakes.forEach(mistake -> counts.merge(mistake.file(), 1, Integer::sum));
        return counts;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private static final class Text extends SimpleJavaFileObject {
        final SourceFile file;

        Text(SourceFile file) {
            super(uri(file.path()), Kind.SOURCE);
            this.file = file;
        }

        private static URI uri(Path path) {
            return path.toAbsolutePath().toUri();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return file.text();
        }
    }
}
