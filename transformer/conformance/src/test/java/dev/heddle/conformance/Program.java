package dev.heddle.conformance;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Class files that can be defined, and defined again with static state of its own. Immutable. */
record Program(SortedMap<String, byte[]> classFiles) {
    private static final Map<String, Optional<byte[]>> LIBRARY = new ConcurrentHashMap<>();

    /** What javac made, so that every {@code await} blocks. */
    static Program oracle(SortedMap<String, byte[]> compiled) {
        SortedMap<String, byte[]> rewritten = new TreeMap<>();
        OracleRewriter rewriter = new OracleRewriter(compiled);
        compiled.forEach((name, classFile) -> rewritten.put(name, rewriter.rewrite(classFile)));
        return new Program(rewritten);
    }

    /** What the weaver makes of it; fails with all messages if it rejects a class. */
    static Program woven(SortedMap<String, byte[]> compiled) {
        return woven(compiled, new Weaver(classPath(compiled)));
    }

    /** The same by a weaver with options of one's own. */
    static Program woven(SortedMap<String, byte[]> compiled, Weaver weaver) {
        SortedMap<String, byte[]> woven = new TreeMap<>(compiled);
        compiled.forEach((name, classFile) -> {
            WeaveResult result = weaver.weave(classFile);
            if (result instanceof WeaveResult.Woven done) {
                woven.put(name, done.classFile());
                woven.putAll(done.frames());
            } else if (result instanceof WeaveResult.Rejected rejected) {
                throw new IllegalArgumentException(render(rejected.diagnostics()));
            }
        });
        return new Program(woven);
    }

    /** The given classes, and behind them those of the test's own class path. */
    static ClassBytes classPath(Map<String, byte[]> compiled) {
        return name -> {
            byte[] known = compiled.get(name);
            return known != null
                    ? known
                    : LIBRARY.computeIfAbsent(name, Program::read).orElse(null);
        };
    }

    private static Optional<byte[]> read(String name) {
        try (InputStream resource = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            return resource == null ? Optional.empty() : Optional.of(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that was said of a class. */
    static List<Diagnostic> diagnostics(WeaveResult result) {
        if (result instanceof WeaveResult.Rejected rejected) {
            return rejected.diagnostics();
        }
        return result instanceof WeaveResult.Woven woven
                ? woven.diagnostics()
                : ((WeaveResult.Unchanged) result).diagnostics();
    }

    static String render(List<Diagnostic> diagnostics) {
        return render(diagnostics, SourceFiles.NONE);
    }

    static String render(List<Diagnostic> diagnostics, SourceFiles sources) {
        return diagnostics.stream()
                .map(diagnostic -> diagnostic.render(sources))
                .collect(Collectors.joining("\n\n"));
    }

    /** Classes defined from this program, not initialised yet. */
    ClassLoader define() {
        return new ClassLoader(Program.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] classFile = classFiles.get(name.replace('.', '/'));
                if (classFile == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, classFile, 0, classFile.length);
            }
        };
    }

    /** Has the virtual machine verify every class, without initialising any; returns how many methods there are. */
    int verify() throws ClassNotFoundException {
        ClassLoader loader = define();
        int methods = 0;
        for (String name : classFiles.keySet()) {
            // asking for the declared methods links the class, and linking verifies it
            methods += Class.forName(name.replace('/', '.'), false, loader).getDeclaredMethods().length;
        }
        return methods;
    }

    /** Writes the class files into a directory. */
    void write(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> classFile : classFiles.entrySet()) {
            Path file = directory.resolve(classFile.getKey() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, classFile.getValue());
        }
    }
}
