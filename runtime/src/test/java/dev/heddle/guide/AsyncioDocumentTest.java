package dev.heddle.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/asyncio.md says there is, there is: classes, methods, and the tests that show them. */
class AsyncioDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "asyncio.md");
    private static final Pattern ROW = Pattern.compile("^\\| (`.*?) \\| (.*?) \\| (.*?)\\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /** What the text names without being Heddle's: of the JDK, or of asyncio. */
    private static final List<String> OTHERS = List.of(
            "CompletableFuture",
            "CompletionStage",
            "InetAddress.getCanonicalHostName",
            "EOFException",
            "IllegalStateException",
            "TimeoutException",
            "sleep(0)",
            "join");

    /** What the package exports in Python 3.14, on Unix or on Windows. */
    private static final String ASYNCIO = """
            AbstractEventLoop AbstractEventLoopPolicy AbstractServer ALL_COMPLETED all_tasks as_completed
            Barrier BaseEventLoop BaseProtocol BaseTransport BoundedSemaphore BrokenBarrierError
            BufferedProtocol CancelledError capture_call_graph Condition create_eager_task_factory
            create_subprocess_exec create_subprocess_shell create_task current_task DatagramProtocol
            DatagramTransport DefaultEventLoopPolicy eager_task_factory ensure_future Event EventLoop
            FIRST_COMPLETED FIRST_EXCEPTION format_call_graph FrameCallGraphEntry Future
            future_add_to_awaited_by future_discard_from_awaited_by FutureCallGraph gather get_event_loop
            get_event_loop_policy get_running_loop Handle IncompleteReadError InvalidStateError IocpProactor
            iscoroutine iscoroutinefunction isfuture LifoQueue LimitOverrunError Lock new_event_loop
            open_connection open_unix_connection PidfdChildWatcher print_call_graph PriorityQueue
            ProactorEventLoop Protocol Queue QueueEmpty QueueFull QueueShutDown ReadTransport run
            run_coroutine_threadsafe Runner SelectorEventLoop Semaphore SendfileNotAvailableError Server
            set_event_loop set_event_loop_policy shield sleep start_server start_unix_server StreamReader
            StreamReaderProtocol StreamWriter SubprocessProtocol SubprocessTransport Task TaskGroup
            ThreadedChildWatcher Timeout timeout timeout_at TimeoutError TimerHandle to_thread Transport wait
            wait_for WindowsProactorEventLoopPolicy WindowsSelectorEventLoopPolicy wrap_future WriteTransport
            """;

    private final String document = read(DOCUMENT);

    @Test
    void everyNameOfHeddleIsAPublicClassOrMethod() {
        List<String> unknown = new ArrayList<>();
        for (Row row : rows()) {
            names(row.heddle())
                    .filter(name -> !OTHERS.contains(name))
                    .filter(name -> !isPublic(name))
                    .forEach(unknown::add);
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyRowNamesATestOrAReason() {
        List<String> without = new ArrayList<>();
        for (Row row : rows()) {
            List<String> tests = names(row.test()).toList();
            boolean isShown = !tests.isEmpty() && tests.stream().allMatch(AsyncioDocumentTest::isTest);
            boolean isReason = tests.isEmpty() && row.heddle().startsWith("none");
            if (!isShown && !isReason) {
                without.add(row.asyncio());
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void everyPublicNameOfAsyncioIsThere() {
        assertThat(rows().stream().flatMap(row -> names(row.asyncio()))).contains(ASYNCIO.split("\\s+"));
    }

    @Test
    void noNameOfAsyncioIsThereTwice() {
        assertThat(rows().stream()
                        .filter(row -> !row.asyncio().contains(" with "))
                        .flatMap(row -> names(row.asyncio())))
                .hasSizeGreaterThan(80)
                .doesNotHaveDuplicates();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Matcher row = ROW.matcher(document); row.find(); ) {
            rows.add(new Row(row.group(1), row.group(2), row.group(3)));
        }
        assertThat(rows).hasSizeGreaterThan(40);
        return rows;
    }

    private static Stream<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1));
    }

    /** A class of an exported package, a class nested in one, or a method of either. */
    private static boolean isPublic(String name) {
        String[] parts = name.split("\\.");
        Optional<Class<?>> found = publicClass(parts[0]);
        for (int part = 1; part < parts.length && found.isPresent(); part++) {
            String member = parts[part];
            Class<?> owner = found.get();
            Optional<Class<?>> nested = Arrays.stream(owner.getClasses())
                    .filter(each -> each.getSimpleName().equals(member))
                    .findFirst();
            if (nested.isEmpty()) {
                return part == parts.length - 1
                        && Arrays.stream(owner.getMethods())
                                .anyMatch(method -> method.getName().equals(member));
            }
            found = nested;
        }
        return found.isPresent();
    }

    private static Optional<Class<?>> publicClass(String simpleName) {
        return Stream.of("", ".channel", ".engine", ".file", ".io", ".net", ".process", ".sync", ".tls")
                .map(folder -> loaded("dev.heddle" + folder + "." + simpleName))
                .flatMap(Optional::stream)
                .filter(found -> Modifier.isPublic(found.getModifiers()))
                .findFirst();
    }

    private static boolean isTest(String name) {
        int dot = name.indexOf('.');
        String method = name.substring(dot + 1);
        return dot > 0
                && testClasses(name.substring(0, dot))
                        .anyMatch(owner -> Arrays.stream(owner.getDeclaredMethods())
                                .filter(each -> each.isAnnotationPresent(Test.class))
                                .map(Method::getName)
                                .anyMatch(method::equals));
    }

    /** Those of the test's own module with that name. */
    private static Stream<Class<?>> testClasses(String simpleName) {
        return Stream.of(
                        "",
                        ".channel",
                        ".coroutine",
                        ".engine",
                        ".file",
                        ".io",
                        ".net",
                        ".process",
                        ".scheduling",
                        ".sync",
                        ".tls")
                .map(folder -> loaded("dev.heddle" + folder + "." + simpleName))
                .flatMap(Optional::stream);
    }

    private static Optional<Class<?>> loaded(String name) {
        try {
            return Optional.of(Class.forName(name, false, Loop.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Row(String asyncio, String heddle, String test) {}
}
