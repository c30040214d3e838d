package dev.heddle.conformance;

import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.files.SourceFolders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A folder of Java sources and the class files that javac makes of it, in memory. Immutable. */
record Sources(List<Path> files, SortedMap<String, byte[]> classFiles) {
    private static final Path ROOT = Path.of("src", "test");
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final Map<String, Sources> COMPILED = new ConcurrentHashMap<>();

    /** Where the sources are of which messages speak. */
    static final SourceFiles LINES = new SourceFolders(List.of(ROOT), StandardCharsets.UTF_8);

    /** What {@code src/test/<folder>/*.java} compiles to, with all debug information. */
    static Sources in(String folder) {
        return COMPILED.computeIfAbsent(folder, name -> in(name, "--release", "17", "-g"));
    }

    /** The same with options of one's own. */
    static Sources in(String folder, String... options) {
        List<Path> files = list(ROOT.resolve(folder));
        StandardJavaFileManager disk = JAVAC.getStandardFileManager(null, Locale.ROOT, null);
        return new Sources(files, compile(disk.getJavaFileObjectsFromPaths(files), options));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one class compiles to, given as text. */
    static Sources of(String className, String source) {
        return of(Map.of(className, source));
    }

    /** The same of several, by the names of their classes. */
    static Sources of(Map<String, String> texts) {
        List<JavaFileObject> files = new ArrayList<>();
        texts.forEach((className, source) -> files.add(inMemory(className, source)));
        return new Sources(List.of(), compile(files, "--release", "17", "-g"));
    }

    private static JavaFileObject inMemory(String className, String source) {
        URI name = URI.create("memory:///" + className.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    private static SortedMap<String, byte[]> compile(Iterable<? extends JavaFileObject> files, String... options) {
        SortedMap<String, byte[]> classFiles = new TreeMap<>();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager disk = JAVAC.getStandardFileManager(null, Locale.ROOT, null);
                JavaFileManager memory = new InMemory(disk, classFiles)) {
            List<String> all = new ArrayList<>(List.of(options));
            all.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
            boolean compiled =
                    JAVAC.getTask(messages, memory, null, all, null, files).call();
            if (!compiled) {
                throw new IllegalArgumentException("sources do not compile:\n" + messages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classFiles;
    }

    /** The class that a source file is named after, for example {@code cases.Loops}. */
    static String className(Path file) {
        return file.getParent().getFileName() + "."
                + file.getFileName().toString().replace(".java", "");
    }

    /** Class files of the classes that one source file defines, nested ones included. */
    SortedMap<String, byte[]> classFilesOf(Path file) {
        SortedMap<String, byte[]> compiled = new TreeMap<>(classFiles);
        compiled.keySet().retainAll(classesOf(file));
        return compiled;
    }

    /** Internal names of the classes that one source file defines, nested ones included, in their order. */
    List<String> classesOf(Path file) {
        String top = className(file).replace('.', '/');
        return classFiles.keySet().stream()
                .filter(name -> name.equals(top) || name.startsWith(top + "$"))
                .toList();
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final SortedMap<String, byte[]> classFiles;

        InMemory(JavaFileManager disk, SortedMap<String, byte[]> classFiles) {
            super(disk);
            this.classFiles = classFiles;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String internalName = className.replace('.', '/');
            return new SimpleJavaFileObject(URI.create("memory:///" + internalName), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classFiles.put(internalName, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
