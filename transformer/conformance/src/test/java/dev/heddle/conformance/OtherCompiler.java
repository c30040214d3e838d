package dev.heddle.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dotty.tools.dotc.interfaces.SimpleReporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.codehaus.groovy.tools.FileSystemCompiler;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/** The compilers that are not javac, each called in this virtual machine as from its command line. */
enum OtherCompiler {
    ECJ {
        @Override
        boolean compile(List<String> arguments, PrintStream messages) {
            PrintWriter writer = new PrintWriter(messages, true, UTF_8);
            List<String> all = new ArrayList<>(List.of("-17", "-g", "-proc:none", "-nowarn"));
            all.addAll(arguments);
            return BatchCompiler.compile(all.toArray(String[]::new), writer, writer, null);
        }
    },
    KOTLIN {
        @Override
        boolean compile(List<String> arguments, PrintStream messages) {
            List<String> all = new ArrayList<>(List.of("-no-stdlib", "-no-reflect", "-jvm-target", "17", "-nowarn"));
            all.addAll(arguments);
            return new K2JVMCompiler().exec(messages, all.toArray(String[]::new)) == ExitCode.OK;
        }
    },
    SCALA_2 {
        @Override
        boolean compile(List<String> arguments, PrintStream messages) {
            return scala.tools.nsc.Main.process(arguments.toArray(String[]::new));
        }
    },
    SCALA_3 {
        @Override
        boolean compile(List<String> arguments, PrintStream messages) {
            SimpleReporter reporter = diagnostic -> messages.println(diagnostic.message());
            return !dotty.tools.dotc.Main.process(arguments.toArray(String[]::new), reporter, null)
                    .hasErrors();
        }
    },
    GROOVY {
        @Override
        boolean compile(List<String> arguments, PrintStream messages) throws Exception {
            FileSystemCompiler.commandLineCompile(arguments.toArray(String[]::new));
            return true;
        }
    };

    abstract boolean compile(List<String> arguments, PrintStream messages) throws Exception;

    /** What the sources compile to. */
    SortedMap<String, byte[]> classFilesOf(List<Path> sources, String... options) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        try {
            Path output = Files.createTempDirectory("compiled");
            List<String> arguments = new ArrayList<>(List.of(options));
            arguments.addAll(List.of("-d", output.toString(), "-classpath", System.getProperty("java.class.path")));
            sources.forEach(source -> arguments.add(source.toString()));
            if (!compile(arguments, new PrintStream(messages, true, UTF_8))) {
                throw new IllegalArgumentException("sources do not compile:\n" + messages.toString(UTF_8));
            }
            return read(output);
        } catch (Exception e) {
            throw new IllegalStateException(messages.toString(UTF_8), e);
        }
    }

    private static SortedMap<String, byte[]> read(Path folder) throws IOException {
        SortedMap<String, byte[]> classFiles = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(".class")) {
                    classFiles.put(name.replace(".class", ""), Files.readAllBytes(file));
                }
                Files.delete(file);
            }
        }
        return classFiles;
    }
}
