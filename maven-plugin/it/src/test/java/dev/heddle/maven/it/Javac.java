package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The javac of this JVM. */
final class Javac {
    private Javac() {}

    /** Compiles all sources below {@code sources} to {@code classes}, with the runtime on the class path and nothing that weaves. */
    static void compile(Path sources, Path classes) throws IOException {
        compile(sources, classes, List.of("-proc:none", "-classpath", classPath()));
    }

    /** Compiles with these options. */
    static void compile(Path sources, Path classes, List<String> options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> tree = Files.walk(sources)) {
            List<Path> javaFiles =
                    tree.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> all = Stream.concat(Stream.of("-d", classes.toString(), "-g"), options.stream())
                    .toList();
            boolean done = compiler.getTask(
                            messages, files, null, all, null, files.getJavaFileObjectsFromPaths(javaFiles))
                    .call();
            assertThat(done).as(messages.toString()).isTrue();
        }
    }

    static String classPath() {
        return Heddle.runtimeJar() + System.getProperty("path.separator") + Heddle.annotationsJar();
    }
}
