package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.heddle.Loop;
import dev.heddle.conformance.Promises.Pace;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What migration makes of programs compiles, weaves, and does what they did, with each of their futures failing once. */
final class MigrationTest {
    static {
        System.setProperty("ea-async.running", "true"); // or the unwoven programs would load its agent
    }

    private static final Path SOURCES = Path.of("src", "test", "migrated");
    private static final Migrated CHAINS = Migrated.of("Chains");
    private static final Migrated OUTCOMES = Migrated.of("Outcomes");
    private static final Migrated AWAITS = Migrated.of("Awaits");

    /** A program before and after. */
    private record Migrated(String name, Migration migration, Program before, Program after) {
        static Migrated of(String name) {
            try {
                Path file = SOURCES.resolve(name + ".java");
                SourceFile source = new SourceFile(file, Files.readString(file));
                List<Path> classPath = Arrays.stream(
                                System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
                SourceTree sources = new SourceTree(List.of(source), List.of(), classPath, List.of("--release", "17"));
                Migration migration = Migration.of(sources, EnumSet.allOf(Migration.Style.class));
                String after = migration.changes().get(0).after();
                return new Migrated(
                        name,
                        migration,
                        new Program(
                                Sources.of("migrated." + name, source.text()).classFiles()),
                        Program.woven(Sources.of("migrated." + name, after).classFiles()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> cases() throws ClassNotFoundException {
            return Arrays.stream(before.define().loadClass("migrated." + name).getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                    .map(Method::getName)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }

        /** A failure at once counts as one that comes later: an async method never throws at its caller. */
        CompletableFuture<?> start(Program program, String entry, Promises promises)
                throws ReflectiveOperationException {
            Class<?> programs = program.define().loadClass("migrated." + name);
            Object receiver = programs.getConstructor(Promises.class).newInstance(promises);
            try {
                return ((CompletionStage<?>) programs.getMethod(entry).invoke(receiver)).toCompletableFuture();
            } catch (InvocationTargetException e) {
                return CompletableFuture.failedFuture(e.getCause());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> chainsDoWhatTheyDid() throws ClassNotFoundException {
        return CHAINS.cases().stream().map(entry -> dynamicTest(entry, () -> compare(CHAINS, entry)));
    }

    @TestFactory
    Stream<DynamicTest> outcomesAreHandledAsTheyWere() throws ClassNotFoundException {
        return OUTCOMES.cases().stream().map(entry -> dynamicTest(entry, () -> compare(OUTCOMES, entry)));
    }

    @TestFactory
    Stream<DynamicTest> awaitsDoWhatTheyDid() throws ClassNotFoundException {
        return AWAITS.cases().stream().map(entry -> dynamicTest(entry, () -> compare(AWAITS, entry)));
    }

    @Test
    void whatIsMadeOfThemIsAsWritten() {
        for (Migrated each : List.of(CHAINS, OUTCOMES, AWAITS)) {
            String diffs = each.migration().changes().stream()
                    .map(change -> change.diff(SOURCES))
                    .collect(Collectors.joining());
            String remarks = each.migration().remarks().stream()
                    .map(remark -> "\n" + remark.render(SOURCES) + "\n")
                    .collect(Collectors.joining());
            Golden.beside(SOURCES.resolve(each.name() + ".java"), ".patch").check(diffs + remarks);
        }
    }

    @Test
    void onlyWhatSaysSoIsRefused() {
        for (Migrated each : List.of(CHAINS, OUTCOMES)) {
            assertThat(each.migration().remarks())
                    .filteredOn(remark -> remark.severity() == Remark.Severity.REFUSED)
                    .extracting(Remark::subject)
                    .allMatch(subject -> subject.startsWith(each.name() + ".refused"))
                    .hasSize(2);
        }
        assertThat(AWAITS.migration().remarks()).noneMatch(remark -> remark.severity() == Remark.Severity.REFUSED);
    }

    /** A program that blocks can be run before only if its futures are done. */
    private static void compare(Migrated program, String entry) throws Exception {
        boolean blocks = program == AWAITS || entry.startsWith("blocks");
        Promises counted = new Promises(Pace.DONE);
        program.start(program.before(), entry, counted);
        for (int failing = 0; failing <= counted.made(); failing++) {
            for (Pace pace : Pace.values()) {
                Pace before = blocks ? Pace.DONE : pace;
                assertThat(run(program, program.after(), entry, new Promises(pace, failing)))
                        .as("%s, future %d fails", pace, failing)
                        .isEqualTo(run(program, program.before(), entry, new Promises(before, failing)));
            }
            assertThat(runInLoop(program, entry, new Promises(Pace.DONE, failing)))
                    .as("in a loop, future %d fails", failing)
                    .isEqualTo(run(program, program.before(), entry, new Promises(Pace.DONE, failing)));
        }
    }

    private static List<String> run(Migrated migrated, Program program, String entry, Promises promises)
            throws Exception {
        CompletableFuture<?> result = migrated.start(program, entry, promises);
        promises.completeUntilDone(result);
        return outcome(promises, result);
    }

    private static List<String> runInLoop(Migrated migrated, String entry, Promises promises) {
        CompletableFuture<Object> result = new CompletableFuture<>();
        Loop.run(new Awaiting<>(() -> Awaits.await(
                migrated.start(migrated.after(), entry, promises)
                        .handle((value, failure) ->
                                failure == null ? result.complete(value) : result.completeExceptionally(failure)),
                null)));
        return outcome(promises, result);
    }

    private static List<String> outcome(Promises promises, CompletableFuture<?> result) {
        List<String> lines = new ArrayList<>(promises.lines());
        try {
            lines.add("result " + result.join());
        } catch (CompletionException failed) {
            lines.add("failure " + failed.getCause());
        }
        return lines;
    }
}
