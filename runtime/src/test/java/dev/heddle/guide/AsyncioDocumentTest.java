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
            "EOFException",
            "IllegalStateException",
            "TimeoutException",
            "sleep(0)",
            "join");

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
        return Stream.of("", ".channel", ".engine", ".file", ".io", ".net", ".process", ".scheduling", ".sync", ".tls")
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
