package dev.heddle.javac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.DirectoryWeaver;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sources in a folder, compiled by the javac of this JVM against a module of declarations of the runtime without code. */
final class Project {
    private static final List<String> API = List.of(
            "module-info.java",
            "module api { exports dev.heddle; exports dev.heddle.annotation; }",
            "dev/heddle/annotation/Async.java",
            "package dev.heddle.annotation; public @interface Async {}",
            "dev/heddle/Coroutine.java",
            "package dev.heddle; public abstract class Coroutine<T> {}",
            "dev/heddle/Coroutines.java",
            """
            package dev.heddle;
            public final class Coroutines {
                public static <T> T await(Coroutine<T> coroutine) { throw new Error(); }
                public static <T> T await(java.util.concurrent.CompletionStage<T> stage) { throw new Error(); }
                public static <T> Coroutine<T> done(T value) { throw new Error(); }
                public static Coroutine<Void> done() { throw new Error(); }
            }""");

    final Path folder;
    final Path sources;
    final Path classes;
    final Path api;

    Project(Path folder) throws IOException {
        this.folder = folder;
        sources = Files.createDirectories(folder.resolve("sources"));
        classes = Files.createDirectories(folder.resolve("classes"));
        api = Files.createDirectories(folder.resolve("api"));
        Path declarations = folder.resolve("declarations");
        for (int i = 0; i < API.size(); i += 2) {
            write(declarations.resolve(API.get(i)), API.get(i + 1));
        }
        run(declarations, List.of("-proc:none", "-d", api.toString())).succeededWith();
    }

    /** How a compilation ended: what javac printed, and an empty text if nothing. */
    record Outcome(boolean succeeded, String text) {
        /** What was printed by one that succeeded. */
        String succeededWith() {
            assertThat(succeeded).as(text).isTrue();
            return text;
        }

        /** What was printed by one that failed. */
        String failedWith() {
            assertThat(succeeded).as(text).isFalse();
            return text;
        }
    }

    /** Adds or replaces a source; the names of the runtime are imported into it, in its first line. */
    Project source(String name, String text) throws IOException {
        String imports =
                "import dev.heddle.*; import dev.heddle.annotation.Async; import static dev.heddle.Coroutines.*; ";
        String program = text.startsWith("package ")
                ? text.replaceFirst(";", "; " + imports)
                : name.equals("module-info.java") ? text : imports + text;
        write(sources.resolve(name), program);
        return this;
    }

    /** Compiles all sources with the plugin on the processor path. */
    Outcome compile(String... options) throws IOException {
        return compileFor(classes, options);
    }

    /** Compiles to another folder. */
    Outcome compileFor(Path output, String... options) throws IOException {
        return run(Stream.concat(
                        Stream.of("-processorpath", plugin(), "-d", output.toString(), "-cp", classPath()),
                        Stream.of(options))
                .toList());
    }

    /** Compiles all sources with these options only. */
    Outcome run(List<String> options) throws IOException {
        return run(sources, options);
    }

    private static Outcome run(Path sources, List<String> options) throws IOException {
        StringWriter messages = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean succeeded = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(files(sources)))
                    .call();
            return new Outcome(succeeded, messages.toString().replace(sources + File.separator, ""));
        }
    }

    /**
     * Compiles all sources with these options only, in a process of its own: a javac of this JVM finds what is on the class path
     * of the test, and the plugin with it.
     */
    Outcome runApart(List<String> options) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        words.addAll(options);
        files(sources).forEach(file -> words.add(file.toString()));
        Process javac = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(javac.onExit().join().exitValue() == 0, text);
    }

    /** What comes of the sources when they are compiled without the plugin and their folder is woven: name to bytes. */
    SortedMap<String, byte[]> wovenAfterwards(String... options) throws IOException {
        Path plain = Files.createDirectories(folder.resolve("plain"));
        assertThat(runApart(Stream.concat(Stream.of("-d", plain.toString(), "-cp", classPath()), Stream.of(options))
                                .toList())
                        .succeededWith())
                .isEmpty();
        try (ClassPath path = ClassPath.open(
                Stream.concat(Stream.of(plain), paths(classPath())).toList())) {
            Weaver weaver = new Weaver(path, WeaverOptions.DEFAULT);
            assertThat(new DirectoryWeaver(
                                    plain,
                                    folder.resolve("plain.heddle"),
                                    weaver::weave,
                                    DirectoryWeaver.Choices.all(Weaver.version()))
                            .weave()
                            .refused())
                    .isEmpty();
        }
        return tree(plain);
    }

    /** What the last compilation has left: name to bytes. */
    SortedMap<String, byte[]> tree() throws IOException {
        return tree(classes);
    }

    static SortedMap<String, byte[]> tree(Path root) throws IOException {
        SortedMap<String, byte[]> tree = new TreeMap<>();
        for (Path file : files(root)) {
            tree.put(root.relativize(file).toString().replace(File.separatorChar, '/'), Files.readAllBytes(file));
        }
        return tree;
    }

    String classPath() {
        return api.toString();
    }

    /** The plugin and what it needs, of the class path of this test. */
    static String plugin() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .filter(entry -> entry.contains("transformer") || entry.contains("asm"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<Path> paths(String path) {
        return Stream.of(path.split(File.pathSeparator)).map(Path::of);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return new ArrayList<>(tree.filter(Files::isRegularFile).sorted().toList());
        }
    }
}
