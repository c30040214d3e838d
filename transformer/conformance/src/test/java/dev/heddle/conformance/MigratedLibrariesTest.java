package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.heddle.migrate.Migration;
import dev.heddle.migrate.Remark;
import dev.heddle.migrate.SourceFile;
import dev.heddle.migrate.SourceTree;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * What migration makes of libraries that are written with futures compiles and weaves, and what it leaves alone has reasons
 * that are counted. The build lays their sources out, each beside what it is compiled against.
 */
@Tag("proof")
class MigratedLibrariesTest {
    private static final Path FOLDER = Path.of("target", "libraries");
    private static final Path EXPECTED = Path.of("src", "test", "migrated", "libraries");

    @TestFactory
    Stream<DynamicTest> whatIsMadeOfALibraryCompilesAndWeaves() {
        return Stream.of("asyncutil", "caffeine", "completable-futures", "java-dataloader")
                .map(name -> dynamicTest(name, () -> check(name)));
    }

    private static void check(String name) throws IOException {
        List<Path> classPath = new ArrayList<>(jars(FOLDER.resolve(name).resolve("others")));
        classPath.addAll(ownClassPath());
        List<SourceFile> sources = sources(name);
        List<String> options = List.of("--release", "17");
        Migration migration = Migration.of(
                new SourceTree(sources, List.of(), classPath, options), EnumSet.of(Migration.Style.FUTURES));

        int methods = weave(name, sources, migration, classPath);
        Golden.beside(EXPECTED.resolve(name + ".java"), ".txt").check(figures(methods, migration));
    }

    private static List<SourceFile> sources(String name) throws IOException {
        List<SourceFile> sources = new ArrayList<>();
        for (Path jar : jars(FOLDER.resolve(name).resolve("sources"))) {
            try (FileSystem archive = FileSystems.newFileSystem(jar);
                    Stream<Path> files = Files.walk(archive.getPath("/"))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .filter(each -> !each.endsWith("module-info.java") && !each.startsWith("/META-INF"))
                        .sorted()
                        .toList()) {
                    Path unpacked = FOLDER.resolve(name).resolve("before" + file);
                    sources.add(new SourceFile(unpacked, Files.readString(file)));
                }
            }
        }
        assertThat(sources).isNotEmpty();
        return sources;
    }

    /** Compiles and weaves the library as it has become; yields how many methods have become asynchronous. */
    private static int weave(String name, List<SourceFile> sources, Migration migration, List<Path> classPath)
            throws IOException {
        Map<Path, String> changed = new HashMap<>();
        migration.changes().forEach(change -> changed.put(change.before().path(), change.after()));
        List<Path> files = new ArrayList<>();
        int methods = 0;
        for (SourceFile source : sources) {
            Path before = FOLDER.resolve(name).resolve("before");
            Path file = FOLDER.resolve(name).resolve("after").resolve(before.relativize(source.path()));
            String text = changed.getOrDefault(source.path(), source.text());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            files.add(file);
            methods += changed.containsKey(source.path())
                    ? (int) text.lines()
                            .filter(line -> line.strip().matches("@([\\w.]+\\.)?Async"))
                            .count()
                    : 0;
        }
        Path classes = Files.createDirectories(FOLDER.resolve(name).resolve("classes"));
        compile(files, classPath, classes);
        SortedMap<String, byte[]> compiled = classFiles(classes);
        Program woven = Program.woven(compiled);
        int frames = woven.classFiles().size() - compiled.size();
        assertThat(frames).as("frames").isEqualTo(methods);
        return methods;
    }

    private static void compile(List<Path> files, List<Path> classPath, Path output) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-g",
                    "-nowarn",
                    "-proc:none",
                    "-d",
                    output.toString(),
                    "-cp",
                    classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            boolean compiles = javac.getTask(
                            messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiles).as(messages.toString()).isTrue();
        }
    }

    private static SortedMap<String, byte[]> classFiles(Path folder) throws IOException {
        SortedMap<String, byte[]> classFiles = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String path = folder.relativize(file).toString().replace(File.separatorChar, '/');
                classFiles.put(path.substring(0, path.length() - ".class".length()), Files.readAllBytes(file));
            }
        }
        return classFiles;
    }

    /** Without what a message names, so that equal reasons are counted together. */
    private static String figures(int methods, Migration migration) {
        Map<String, Long> reasons = migration.remarks().stream()
                .filter(remark -> remark.severity() == Remark.Severity.REFUSED)
                .map(remark -> remark.message()
                        .replaceFirst("would not compile: .*", "would not compile")
                        .replaceFirst(", for example .*", "")
                        .replaceFirst("the comment `.*` would", "a comment would")
                        .replaceFirst("the future `.*` itself", "a future itself")
                        .replaceFirst("`[^`]*` is evaluated", "what is bound is evaluated")
                        .replaceFirst("`[^`]*` gets the failure", "a reference gets the failure"))
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
        StringBuilder figures = new StringBuilder();
        figures.append("%4d methods rewritten in %d files%n"
                .formatted(methods, migration.changes().size()));
        figures.append("%4d left as they are%n"
                .formatted(reasons.values().stream().mapToLong(Long::longValue).sum()));
        reasons.forEach((reason, count) -> figures.append("%8d %s%n".formatted(count, reason)));
        return figures.toString();
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<Path> ownClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
