package dev.heddle.transform.files;

import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.parse.ClassFile;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles sources again, in memory, for the class files that weaving has replaced. No annotation processor runs and no plugin
 * of the compiler, so a source that needs one does not compile. Confined to one thread.
 */
final class Recompilation {
    private static final int OLDEST_RELEASE = 8;
    private static final int FIRST_MAJOR_VERSION = 44;

    private final @Nullable JavaCompiler compiler;
    private final List<String> options;
    private final Map<String, byte[]> classes = new TreeMap<>();
    private final Map<String, String> failures = new TreeMap<>();

    private Recompilation(@Nullable JavaCompiler compiler, List<String> options) {
        this.compiler = compiler;
        this.options = options;
    }

    /**
     * Compiles what is there of some files; those that do not compile together are tried one by one.
     *
     * @param files as source files are named in messages, for example {@code shop/Store.java}
     * @param like a class file that was made as these are to be
     */
    static Recompilation of(
            Collection<String> files, SourceFiles sources, List<Path> classPath, ClassFile.Identity like) {
        int release = Math.max(
                OLDEST_RELEASE,
                Math.min(
                        like.majorVersion() - FIRST_MAJOR_VERSION,
                        Runtime.version().feature()));
        String path = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                new ArrayList<>(List.of("-g", "-nowarn", "-proc:none", "-processorpath", "", "-cp", path));
        options.addAll(List.of("--release", String.valueOf(release)));
        if (like.namesParameters()) {
            options.add("-parameters");
        }
        boolean hasCompiler = ModuleLayer.boot().findModule("java.compiler").isPresent();
        Recompilation recompilation =
                new Recompilation(hasCompiler ? ToolProvider.getSystemJavaCompiler() : null, List.copyOf(options));
        recompilation.compile(files, sources);
        return recompilation;
    }

    /** The class file of a class by its internal name, or null if its source is not there or does not compile. */
    byte @Nullable [] find(String internalName) {
        return classes.get(internalName);
    }

    /** Why there is no class file of what a source declares. */
    String failure(String file) {
        return failures.getOrDefault(file, "its source is not at hand");
    }

    private void compile(Collection<String> files, SourceFiles sources) {
        Map<String, Source> found = new TreeMap<>();
        for (String file : files) {
            List<String> lines = sources.lines(file);
            if (!lines.isEmpty() && file.endsWith(JavaFileObject.Kind.SOURCE.extension)) {
                found.put(file, new Source(found.size(), file, String.join("\n", lines)));
            }
        }
        if (found.isEmpty() || compile(found.values()).isEmpty()) {
            return;
        }
        found.forEach((file, source) -> {
            String failure = compile(List.of(source));
            if (!failure.isEmpty()) {
                failures.put(file, failure);
            }
        });
    }

    /** Keeps what sources compile to; returns why they do not, or nothing. */
    private String compile(Collection<Source> units) {
        if (compiler == null) {
            return "there is no compiler in this Java runtime to compile its source again";
        }
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Map<String, byte[]> made = new TreeMap<>();
        try (JavaFileManager files = new Memory(compiler.getStandardFileManager(problems, null, null), made)) {
            if (compiler.getTask(null, files, problems, options, null, units).call()) {
                classes.putAll(made);
                return "";
            }
        } catch (RuntimeException | IOException broken) {
            return "its source does not compile: " + broken.getMessage();
        }
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .findFirst()
                .map(problem -> "its source does not compile by itself: line " + problem.getLineNumber() + ", "
                        + problem.getMessage(null).lines().findFirst().orElse(""))
                .orElse("its source does not compile");
    }

    /** A file whose name in the compiler is only the last part of its own: the folders may be anything. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(int number, String file, String text) {
            super(
                    URI.create("memory:///" + number + "/"
                            + file.substring(file.lastIndexOf('/') + 1).replaceAll("[^\\w.]", "_")),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        /** The class that is public in a file need not have the name that is left of it here. */
        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> classes;

        Memory(JavaFileManager files, Map<String, byte[]> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String internalName = className.replace('.', '/');
            return new SimpleJavaFileObject(URI.create("memory:///class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(internalName, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
