package dev.heddle.javac.check;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import dev.heddle.transform.WeaverOptions;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one source that javac attributes, and how it could be mended. Immutable.
 *
 * @param messages of javac and of the rules, in the order in which they were printed
 * @param patch all fixes
 * @param classFiles what javac has made of the source, by binary name
 */
record Analysis(
        List<Diagnostic<? extends JavaFileObject>> messages, String patch, SortedMap<String, byte[]> classFiles) {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /** A class of this name and text is checked; of the rules only one, or all with {@code *}. */
    static Analysis of(String className, String text, String rule) {
        return of(className, text, only(rule));
    }

    /** All other rules are off, but those that are errors. */
    static WeaverOptions only(String rule) {
        WeaverOptions silent = WeaverOptions.DEFAULT.with("rules", "*:off");
        return rule.startsWith("H0") ? silent : silent.with("rules", rule + ":warning");
    }

    /** A class of this name and text is checked. */
    static Analysis of(String className, String text, WeaverOptions options) {
        List<Diagnostic<? extends JavaFileObject>> messages = new ArrayList<>();
        return of(className, text, options, null, messages);
    }

    /** The fixes that are found when javac runs as from its command line, where it forgets where trees end. */
    static String patchOfCommandLine(String className, String text, WeaverOptions options) {
        return of(className, text, options, new StringWriter(), null).patch();
    }

    private static Analysis of(
            String className,
            String text,
            WeaverOptions options,
            @Nullable Writer output,
            @Nullable List<Diagnostic<? extends JavaFileObject>> messages) {
        SortedMap<String, ByteArrayOutputStream> written = new TreeMap<>();
        URI name = URI.create("memory:///" + className + ".java");
        JavaFileObject file = new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        JavaFileManager inMemory = new ForwardingJavaFileManager<>(JAVAC.getStandardFileManager(null, null, null)) {
            /** Without the plugin on the class path of this test, which javac would start by itself. */
            @Override
            public ClassLoader getClassLoader(Location location) {
                return ClassLoader.getPlatformClassLoader();
            }

            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + type + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return written.computeIfAbsent(type, made -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        JavacTask task = (JavacTask) JAVAC.getTask(
                output,
                inMemory,
                messages == null ? null : messages::add,
                List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                null,
                List.of(file));
        Fixes fixes = new Fixes();
        TreeChecks checks = new TreeChecks(task, options, fixes);
        task.addTaskListener(new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
                CompilationUnitTree unit = event.getCompilationUnit();
                TypeElement type = event.getTypeElement();
                if (event.getKind() == TaskEvent.Kind.ANALYZE) {
                    checks.check(Objects.requireNonNull(unit), Objects.requireNonNull(type));
                }
            }
        });
        task.call();
        SortedMap<String, byte[]> classFiles = new TreeMap<>();
        written.forEach((type, bytes) -> classFiles.put(type, bytes.toByteArray()));
        return new Analysis(messages == null ? List.of() : messages, fixes.patch(), classFiles);
    }

    /** As javac prints them. */
    String printed() {
        StringBuilder printed = new StringBuilder();
        for (Diagnostic<? extends JavaFileObject> message : messages) {
            printed.append(message.toString().replaceAll("(?m)^\\S*/(?=\\w+\\.java:)", ""))
                    .append('\n');
        }
        return printed.toString();
    }

    /** The codes of the rules that have spoken, in order. */
    List<String> codes() {
        return messages.stream()
                .map(message -> message.getMessage(Locale.ROOT))
                .filter(message -> message.startsWith("[H"))
                .map(message -> message.substring(1, 5))
                .toList();
    }

    /** The lines in which something stands that is spoken of. */
    Set<Long> lines() {
        return messages.stream().map(Diagnostic::getLineNumber).collect(Collectors.toSet());
    }

    /** What javac itself refuses. */
    List<String> errorsOfJavac() {
        return messages.stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .map(message -> message.getMessage(Locale.ROOT))
                .filter(message -> !message.startsWith("[H"))
                .toList();
    }
}
