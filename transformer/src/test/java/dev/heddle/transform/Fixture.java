package dev.heddle.transform;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles programs in memory against the declarations of the runtime that the weaver knows by name. */
public final class Fixture {
    private static final List<String> API = List.of(
            "package dev.heddle.annotation; public @interface Async {}",
            "package dev.heddle; public abstract class Coroutine<T> {}",
            "package dev.heddle; public interface AsyncCloseable extends AutoCloseable { void close(); }",
            """
            package dev.heddle;
            public final class Coroutines {
                public static <T> T await(Coroutine<T> coroutine) { throw new Error(); }
                public static <T> T await(java.util.concurrent.CompletionStage<T> stage) { throw new Error(); }
                public static <T> Coroutine<T> done(T value) { throw new Error(); }
                public static Coroutine<Void> done() { throw new Error(); }
            }""");

    private static final String HEADER = """
            import dev.heddle.*;
            import dev.heddle.annotation.Async;
            import static dev.heddle.Coroutines.*;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    private final Map<String, byte[]> classes = new LinkedHashMap<>();

    private Fixture(String source) {
        List<JavaFileObject> units = new ArrayList<>();
        API.forEach(text -> units.add(new Source("Api" + units.size(), text)));
        units.add(new Source("Program", HEADER + source));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null);
        boolean compiled = compiler.getTask(
                        null, new Memory(files), problems, List.of("-g", "--release", "17"), null, units)
                .call();
        if (!compiled) {
            throw new AssertionError(problems.getDiagnostics());
        }
    }

    /** Compiles a program; the runtime's names are imported, lines count from its first line plus five. */
    public static Fixture compile(String source) {
        return new Fixture(source);
    }

    /** The class file of a class by its internal name. */
    public byte[] bytes(String name) {
        byte[] found = classes.get(name);
        if (found == null) {
            throw new AssertionError(name + " is not among " + classes.keySet());
        }
        return found;
    }

    /** The compiled classes, as the weaver sees them. */
    public ClassBytes classPath() {
        return classes::get;
    }

    /** Weaves one class. */
    public WeaveResult weave(String name) {
        return new Weaver(classPath()).weave(bytes(name));
    }

    /** Weaves one class with options. */
    public WeaveResult weave(String name, WeaverOptions options) {
        return new Weaver(classPath(), options).weave(bytes(name));
    }

    /** Weaves a class that can be woven. */
    public WeaveResult.Woven woven(String name) {
        WeaveResult result = weave(name);
        if (result instanceof WeaveResult.Woven woven) {
            return woven;
        }
        throw new AssertionError(name + " was not woven: " + result);
    }

    /** The messages for a class that cannot be woven, a blank line between them. */
    public String rejection(String name) {
        WeaveResult result = weave(name);
        if (result instanceof WeaveResult.Rejected rejected) {
            return String.join(
                    "\n\n",
                    rejected.diagnostics().stream().map(Diagnostic::render).toList());
        }
        throw new AssertionError(name + " was not rejected: " + result);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + pathOf(name, text)), Kind.SOURCE);
            this.text = text;
        }

        /** javac wants public classes in files of their name. */
        private static String pathOf(String name, String text) {
            var declared = java.util.regex.Pattern.compile(
                            "public (?:final |abstract )*(?:class|interface|@interface) (\\w+)")
                    .matcher(text);
            return (declared.find() && name.startsWith("Api") ? declared.group(1) : name) + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(className.replace('.', '/'), toByteArray());
                        }
                    };
                }
            };
        }
    }
}
