package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.heddle.Loop;
import dev.heddle.conformance.Remote.Circumstances;
import dev.heddle.conformance.Remote.Pace;
import dev.heddle.conformance.Remote.Trouble;
import dev.heddle.coroutine.Awaits;
import dev.heddle.migrate.Migration;
import dev.heddle.migrate.Remark;
import dev.heddle.migrate.SourceFile;
import dev.heddle.migrate.SourceTree;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Small services as people write them, with futures and for EA Async, are migrated all together, compiled, woven, and run beside
 * what they were: whatever their calls are answered with, and whenever, they do the same in the same order, and end in the same
 * way. Each public method without parameters is a case.
 */
final class MigratedCorpusTest {
    static {
        System.setProperty("ea-async.running", "true"); // or the unwoven programs would load its agent
    }

    private static final String PACKAGE = "corpus";
    private static final Path FOLDER = Path.of("src", "test", "migrated", PACKAGE);
    private static final Migration MIGRATION = migrated(sources());
    private static final Program BEFORE =
            new Program(Sources.of(texts(sources())).classFiles());
    private static final Program AFTER =
            Program.woven(Sources.of(texts(after(MIGRATION, sources()))).classFiles());
    private static final ClassLoader CLASSES_BEFORE = BEFORE.define();
    private static final ClassLoader CLASSES_AFTER = AFTER.define();

    /**
     * They call methods of their own that threw what a call throws at once, and have it in their futures when they are migrated.
     * So it gets to handlers, and what follows is begun.
     */
    private static final Set<String> CALLING_WHAT_THREW = Set.of(
            "Accounts.notEnough",
            "Basket.both",
            "Basket.freeWhenUnknown",
            "Codec.emptyAndAFallback",
            "Inventory.some",
            "Library.ofAConstant",
            "Library.ofTwo",
            "Payments.aFallbackThatFails",
            "Payments.captured",
            "Payments.declined",
            "Payments.watchedInside",
            "Stock.forgotten",
            "Users.two");

    /** `thenCombine` waits for both futures, and code with `await` for no more than it has to. */
    private static final Set<String> ENDING_EARLIER = subjects("a failure of the first future ends the method at once");

    /**
     * A method with that name in that class.
     *
     * @param stays whether migration leaves it as it is
     * @param blocks whether it can be run unmigrated only if every call is answered at once
     */
    private record Case(String owner, String method, boolean stays, boolean blocks) {
        static Case of(Method method) {
            Class<?> owner = method.getDeclaringClass();
            return new Case(
                    owner.getSimpleName(),
                    method.getName(),
                    method.isAnnotationPresent(Stays.class),
                    method.isAnnotationPresent(Blocks.class) || owner.isAnnotationPresent(Blocks.class));
        }

        String name() {
            return owner + "." + method;
        }

        String frame() {
            return PACKAGE + "/" + owner + "$" + method + "$Coroutine";
        }

        /** A failure at once counts as one that is in the future: an async method never throws at its caller. */
        CompletableFuture<?> start(ClassLoader classes, Remote remote) throws ReflectiveOperationException {
            Class<?> type = classes.loadClass(PACKAGE + "." + owner);
            Object service = type.getConstructor(Remote.class).newInstance(remote);
            CompletableFuture<?> result;
            try {
                result = ((CompletionStage<?>) type.getMethod(method).invoke(service)).toCompletableFuture();
            } catch (InvocationTargetException e) {
                result = CompletableFuture.failedFuture(e.getCause());
            }
            remote.returned(result.isDone());
            return result;
        }

        /** Whether what the run has done is seen between what the program has done at the same places as before. */
        boolean keepsItsTimes() {
            return !blocks && ENDING_EARLIER.stream().noneMatch(subject -> subject.startsWith(owner + "."));
        }
    }

    /** How a run has ended. */
    private record Run(Remote remote, CompletableFuture<?> result) {
        static Run of(Case entry, ClassLoader classes, Circumstances circumstances) throws Exception {
            Remote remote = new Remote(circumstances);
            Run run = new Run(remote, entry.start(classes, remote));
            remote.answerAll();
            return run;
        }

        /** Nothing is answered before somebody has cancelled what the program has returned. */
        static Run cancelled(Case entry, ClassLoader classes) throws Exception {
            Remote remote = new Remote(Circumstances.fine(Pace.IN_ORDER));
            Run run = new Run(remote, entry.start(classes, remote));
            run.result.cancel(true);
            remote.answerAll();
            return run;
        }

        static Run inALoop(Case entry, Circumstances circumstances) {
            Remote remote = new Remote(circumstances);
            CompletableFuture<Object> result = new CompletableFuture<>();
            Loop.run(new Awaiting<>(() -> Awaits.await(
                    entry.start(CLASSES_AFTER, remote)
                            .handle((value, failure) ->
                                    failure == null ? result.complete(value) : result.completeExceptionally(failure)),
                    null)));
            return new Run(remote, result);
        }

        List<String> all() {
            return withOutcome(remote.lines());
        }

        List<String> ofTheProgram() {
            return withOutcome(remote.linesOfTheProgram());
        }

        private List<String> withOutcome(List<String> before) {
            List<String> lines = new ArrayList<>(before);
            lines.addAll(outcome());
            return lines;
        }

        /** As each way to ask for it tells it. */
        private List<String> outcome() {
            if (!result.isDone()) {
                return List.of("not done");
            }
            return List.of("handle: " + handled(), "join: " + joined(), "get: " + got());
        }

        private String handled() {
            return result.handle((value, failure) -> failure == null ? value(value) : failure(failure))
                    .join();
        }

        private String joined() {
            try {
                return value(result.join());
            } catch (CompletionException | CancellationException e) {
                return failure(e);
            }
        }

        private String got() {
            try {
                return value(result.get());
            } catch (ExecutionException | CancellationException e) {
                return failure(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static String value(Object value) {
            return "value " + value;
        }

        /** The wrappers do not count: an `await` takes them away, and newer versions of the JDK put more of them around. */
        private static String failure(Throwable wrapped) {
            Throwable failure = wrapped;
            while (isWrapper(failure)) {
                failure = failure.getCause();
            }
            StringBuilder text = new StringBuilder("failure");
            for (Throwable each = failure; each != null; each = each.getCause()) {
                text.append(" ").append(each.getClass().getName());
                // what is null has another name, or none, in other code
                text.append(each instanceof NullPointerException ? "" : ": " + each.getMessage());
            }
            return text.toString();
        }

        private static boolean isWrapper(Throwable failure) {
            return failure instanceof CancellationException
                    ? failure.getCause() instanceof CancellationException
                    : (failure instanceof CompletionException || failure instanceof ExecutionException)
                            && failure.getCause() != null;
        }
    }

    @TestFactory
    Stream<DynamicTest> servicesDoWhatTheyDid() {
        return cases().map(entry -> dynamicTest(entry.name(), () -> compare(entry)));
    }

    @TestFactory
    Stream<DynamicTest> theyDoTheSameInALoop() {
        return cases().filter(entry -> !entry.stays())
                .map(entry -> dynamicTest(entry.name(), () -> {
                    for (Circumstances each : troubles(entry)) {
                        assertThat(Run.inALoop(entry, each).ofTheProgram())
                                .as(each.toString())
                                .isEqualTo(Run.of(entry, CLASSES_BEFORE, each).ofTheProgram());
                    }
                }));
    }

    /** What a chain would have left out is carried out; nothing else differs, and what is waited for is left alone. */
    @TestFactory
    Stream<DynamicTest> cancellingTheResultStopsNothing() {
        return cases().filter(entry -> !entry.stays() && !entry.blocks())
                .map(entry -> dynamicTest(entry.name(), () -> {
                    Run before = Run.cancelled(entry, CLASSES_BEFORE);
                    Run after = Run.cancelled(entry, CLASSES_AFTER);
                    assertThat(after.outcome()).isEqualTo(before.outcome());
                    assertThat(after.remote().cancelled())
                            .isEqualTo(before.remote().cancelled())
                            .isZero();
                    assertThat(after.remote().linesOfTheProgram())
                            .isEqualTo(Run.of(entry, CLASSES_AFTER, Circumstances.fine(Pace.IN_ORDER))
                                    .remote()
                                    .linesOfTheProgram());
                }));
    }

    @Test
    void exactlyWhatIsSaidToStayIsRefusedForThatReason() throws ReflectiveOperationException {
        Map<String, Set<String>> expected = new TreeMap<>();
        for (String name : BEFORE.classFiles().keySet()) {
            for (Method method :
                    CLASSES_BEFORE.loadClass(name.replace('/', '.')).getDeclaredMethods()) {
                Stays stays = method.getAnnotation(Stays.class);
                if (stays != null) {
                    expected.put(
                            method.getDeclaringClass().getSimpleName() + "." + method.getName(), Set.of(stays.value()));
                }
            }
        }
        Map<String, Set<String>> refused = new TreeMap<>();
        for (Remark remark : MIGRATION.remarks()) {
            if (remark.severity() == Remark.Severity.REFUSED) {
                refused.computeIfAbsent(remark.subject().replaceFirst("\\(.*", ""), subject -> new TreeSet<>())
                        .add(remark.message());
            }
        }
        assertThat(refused).isEqualTo(expected);
    }

    @Test
    void everyOtherCaseIsAsynchronous() {
        assertThat(cases().filter(entry -> entry.stays() == AFTER.classFiles().containsKey(entry.frame()))
                        .map(Case::name))
                .isEmpty();
    }

    @Test
    void whatIsMadeOfThemVerifies() throws ClassNotFoundException {
        assertThat(AFTER.verify()).isGreaterThan(BEFORE.verify());
    }

    /** What stands in code that has moved has its turn in the second one. */
    @Test
    void aThirdMigrationChangesNothing() {
        List<SourceFile> once = after(MIGRATION, sources());
        List<SourceFile> twice = after(migrated(once), once);
        assertThat(migrated(twice).changes()).isEmpty();
    }

    /** A program that blocks can be run before only if its calls are answered at once. */
    private static void compare(Case entry) throws Exception {
        for (Circumstances each : troubles(entry)) {
            for (Pace pace : Pace.values()) {
                Run before = Run.of(entry, CLASSES_BEFORE, entry.blocks() ? each : each.at(pace));
                Run after = Run.of(entry, CLASSES_AFTER, entry.stays() && entry.blocks() ? each : each.at(pace));
                assertThat(entry.keepsItsTimes() ? after.all() : after.ofTheProgram())
                        .as(each.at(pace).toString())
                        .isEqualTo(entry.keepsItsTimes() ? before.all() : before.ofTheProgram());
            }
        }
    }

    /** Each call alone in each trouble, and all from one on; answered at once. */
    private static List<Circumstances> troubles(Case entry) throws Exception {
        Circumstances fine = Circumstances.fine(Pace.DONE);
        int calls = Run.of(entry, CLASSES_BEFORE, fine).remote().calls();
        List<Circumstances> all = new ArrayList<>(List.of(fine));
        Set<Trouble> troubles = EnumSet.allOf(Trouble.class);
        if (CALLING_WHAT_THREW.contains(entry.name())) {
            troubles.remove(Trouble.THROWN);
        }
        for (int call = 1; call <= calls; call++) {
            for (Trouble trouble : troubles) {
                all.add(new Circumstances(Pace.DONE, call, call, trouble));
                all.add(new Circumstances(Pace.DONE, call, Integer.MAX_VALUE, trouble));
            }
        }
        return all;
    }

    private static Stream<Case> cases() {
        return BEFORE.classFiles().keySet().stream()
                .filter(name -> !name.contains("$"))
                .map(MigratedCorpusTest::classBefore)
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !method.isSynthetic()
                        && method.getParameterCount() == 0)
                .map(Case::of)
                .sorted(Comparator.comparing(Case::name));
    }

    private static Class<?> classBefore(String name) {
        try {
            return CLASSES_BEFORE.loadClass(name.replace('/', '.'));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static List<SourceFile> sources() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<SourceFile> sources = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                sources.add(new SourceFile(file, Files.readString(file)));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SourceFile> after(Migration migration, List<SourceFile> sources) {
        Map<Path, String> changed = migration.changes().stream()
                .collect(Collectors.toMap(change -> change.before().path(), Migration.Change::after));
        return sources.stream()
                .map(file -> new SourceFile(file.path(), changed.getOrDefault(file.path(), file.text())))
                .toList();
    }

    private static Map<String, String> texts(List<SourceFile> sources) {
        return sources.stream()
                .collect(Collectors.toMap(
                        file -> Sources.className(file.path()), SourceFile::text, (a, b) -> b, TreeMap::new));
    }

    private static Migration migrated(List<SourceFile> sources) {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        try {
            return Migration.of(
                    new SourceTree(sources, List.of(), classPath, List.of("--release", "17")),
                    EnumSet.allOf(Migration.Style.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the notes are about that begin so. */
    private static Set<String> subjects(String beginning) {
        return MIGRATION.remarks().stream()
                .filter(remark -> remark.severity() == Remark.Severity.NOTE
                        && remark.message().startsWith(beginning))
                .map(Remark::subject)
                .collect(Collectors.toSet());
    }
}
