package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.explain.Explainer;
import dev.heddle.transform.explain.Explanations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is told of woven code is true of it. */
final class ExplainTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FRAMES = 20_000;

    /** A line of the table of sizes. */
    private static final Pattern SIZE = Pattern.compile("(?m)^(\\d+) bytes +\\d+ +\\d+ +(plans\\.[\\w$.]+)\\(");

    private final Sources plans = Sources.in("plans");

    @Test
    void everythingThatIsPlannedIsTold() {
        Path file = Path.of("src", "test", "plans", "Sites.java");
        Golden.beside(file, ".explain.txt").check(explain(plans.classesOf(file)).overview());
    }

    @Test
    void everyProgramHasAPage() {
        for (String folder : List.of("plans", "programs")) {
            Sources sources = Sources.in(folder);
            assertThat(explain(sources, new ArrayList<>(sources.classFiles().keySet()))
                            .page())
                    .endsWith("</html>\n");
        }
    }

    @Test
    void framesAreAsLargeAsIsSaid() throws Throwable {
        ClassLoader classes = Program.woven(plans.classFiles()).define();
        Map<String, Integer> told = new TreeMap<>();
        Map<String, Integer> measured = new TreeMap<>();
        Matcher sizes = SIZE.matcher(
                explain(List.of("plans/Slots", "plans/Sites", "plans/Liveness")).overview());
        while (sizes.find()) {
            String method = sizes.group(2);
            int dot = method.lastIndexOf('.');
            String frame = method.substring(0, dot) + "$" + method.substring(dot + 1) + "$Coroutine";
            told.put(frame, Integer.valueOf(sizes.group(1)));
            measured.put(frame, size(Class.forName(frame, true, classes)));
        }
        assertThat(told).hasSizeGreaterThan(20);
        assertThat(measured).isEqualTo(told);
    }

    private static int size(Class<?> type) throws Throwable {
        MethodHandle make = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findConstructor(type, MethodType.methodType(void.class))
                .asType(MethodType.methodType(Object.class));
        Object[] kept = new Object[FRAMES];
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < FRAMES; i++) {
            kept[i] = (Object) make.invokeExact();
        }
        long bytes = THREADS.getThreadAllocatedBytes(thread) - before;
        return (int) (bytes / FRAMES / 8 * 8);
    }

    private Explanations explain(List<String> classes) {
        return explain(plans, classes);
    }

    private static Explanations explain(Sources sources, List<String> classes) {
        ClassBytes classPath = Program.classPath(sources.classFiles());
        SourceFiles files = file -> {
            try {
                Path source = Path.of("src", "test").resolve(file);
                return Files.exists(source) ? Files.readAllLines(source) : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        Explanations told = new Explanations("plans");
        Explainer explainer = new Explainer(new Weaver(classPath), classPath, files);
        classes.forEach(name -> explainer.explain(sources.classFiles().get(name), told));
        return told;
    }
}
