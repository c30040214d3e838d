package dev.heddle.proof.futures;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.heddle.javac.check.TreeChecks;
import dev.heddle.transform.WeaverOptions;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The rules that look at javac's trees, over the sources of a library. Stateless. */
final class SourceRules {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final Pattern FUTURE = Pattern.compile("(\\w+\\.)*(CompletableFuture|CompletionStage)(<.*>)?");
    private static final Pattern FINDING = Pattern.compile("\\[H\\d{3}\\] ");
    private static final String ASYNC = "@dev.heddle.annotation.Async ";

    private SourceRules() {}

    /**
     * What they say, and how much of the library they could look at.
     *
     * @param refused the sources in which javac itself finds errors, for want of something on the class path, and the first
     */
    record Outcome(Findings findings, SortedMap<String, String> refused) {}

    /** What they say. */
    static Outcome of(Library library, Asking asking, WeaverOptions options) throws IOException {
        Findings findings = new Findings();
        List<JavaFileObject> files = new ArrayList<>();
        for (Map.Entry<String, String> source : library.texts().entrySet()) {
            SourceFile file = new SourceFile(source.getKey(), source.getValue());
            List<Integer> places = asking == Asking.ANNOTATED ? placesOfFutures(file) : List.of();
            findings.lookedAt(places.size());
            files.add(places.isEmpty() ? file : new SourceFile(file.path, annotated(file.text, places)));
        }
        SortedMap<String, String> refused = new TreeMap<>();
        JavacTask task = (JavacTask) JAVAC.getTask(
                null,
                withoutPlugins(),
                message -> take(message, findings, refused),
                List.of(
                        "-proc:none",
                        "-Xmaxwarns",
                        "1000000",
                        "-Xmaxerrs",
                        "1000000",
                        "-XDshould-stop.ifError=FLOW",
                        "-cp",
                        classPath(library)),
                null,
                files);
        TreeChecks checks = new TreeChecks(task, options, null);
        task.addTaskListener(new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
                CompilationUnitTree unit = event.getCompilationUnit();
                TypeElement type = event.getTypeElement();
                if (event.getKind() == TaskEvent.Kind.ANALYZE && unit != null && type != null) {
                    checks.check(unit, type);
                }
            }
        });
        task.analyze();
        return new Outcome(findings, refused);
    }

    /** The one on the class path of this program javac would start by itself. */
    private static JavaFileManager withoutPlugins() {
        return new ForwardingJavaFileManager<>(JAVAC.getStandardFileManager(null, null, null)) {
            @Override
            public ClassLoader getClassLoader(Location location) {
                return ClassLoader.getPlatformClassLoader();
            }
        };
    }

    /** With the runtime behind the library's own: the rules know nothing where Heddle cannot be used. */
    private static String classPath(Library library) {
        Stream<String> heddle = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("runtime") || entry.contains("annotations"));
        return Stream.concat(library.classPath().stream().map(Object::toString), heddle)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void take(
            Diagnostic<? extends JavaFileObject> message, Findings findings, SortedMap<String, String> refused) {
        String text = message.getMessage(Locale.ROOT);
        JavaFileObject source = message.getSource();
        String place = source == null ? "" : source.getName() + ":" + message.getLineNumber();
        boolean isError = message.getKind() == Diagnostic.Kind.ERROR;
        if (FINDING.matcher(text).lookingAt()) {
            String first = text.lines().findFirst().orElse("");
            findings.found(
                    first.substring(1, 5), isError, first.substring(1, 5) + " " + place + ": " + first.substring(7));
        } else if (text.startsWith("heddle: ")) {
            findings.failed(place + ": " + text);
        } else if (isError) {
            refused.putIfAbsent(
                    source == null ? "" : source.getName(),
                    text.lines().findFirst().orElse(""));
        }
    }

    /** Where the methods begin that return a future and have a body. */
    private static List<Integer> placesOfFutures(SourceFile file) throws IOException {
        JavacTask parser = (JavacTask)
                JAVAC.getTask(null, null, message -> {}, List.of("-proc:none"), null, List.<JavaFileObject>of(file));
        CompilationUnitTree unit = parser.parse().iterator().next();
        List<Integer> places = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                boolean returnsFuture =
                        FUTURE.matcher(String.valueOf(method.getReturnType())).matches();
                if (returnsFuture
                        && method.getBody() != null
                        && !method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                    places.add((int) Trees.instance(parser).getSourcePositions().getStartPosition(unit, method));
                }
                return super.visitMethod(method, nothing);
            }
        }.scan(unit, null);
        return places;
    }

    private static String annotated(String text, List<Integer> places) {
        StringBuilder annotated = new StringBuilder(text);
        places.stream().sorted(Collections.reverseOrder()).forEach(place -> annotated.insert(place, ASYNC));
        return annotated.toString();
    }

    /** A source that is in memory only. */
    private static final class SourceFile extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        SourceFile(String path, String text) {
            super(URI.create("memory:///" + path), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public String getName() {
            return path;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SourceFile file && file.path.equals(path);
        }

        @Override
        public int hashCode() {
            return Objects.hash(path);
        }
    }
}
