package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.ea.async.instrumentation.Transformer;
import dev.heddle.Loop;
import dev.heddle.conformance.Promises.Pace;
import dev.heddle.coroutine.Awaits;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.command.CommandLine;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Programs written for EA Async do the same under EA Async itself, under its blocking {@code await}, and woven by Heddle.
 * Compiled for Java 11, which EA Async still reads.
 */
final class EaAsyncTest {
    static {
        System.setProperty("ea-async.running", "true"); // or the unwoven programs would load its agent
    }

    private static final String PROGRAMS = "ea.Programs";
    private static final SortedMap<String, byte[]> COMPILED =
            Sources.in("ea", "--release", "11", "-g", "-Xlint:-options").classFiles();
    private static final Program BLOCKING = new Program(COMPILED);
    private static final Program EA = new Program(byEaAsync());
    private static final Program HEDDLE = new Program(byHeddle());

    @TestFactory
    Stream<DynamicTest> programsDoTheSame() throws ClassNotFoundException {
        return Arrays.stream(BLOCKING.define().loadClass(PROGRAMS).getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .sorted(Comparator.naturalOrder())
                .map(name -> dynamicTest(name, () -> {
                    List<String> expected = run(BLOCKING, name, Pace.DONE);
                    for (Pace pace : Pace.values()) {
                        assertThat(run(EA, name, pace)).as("EA Async, " + pace).isEqualTo(expected);
                        assertThat(run(HEDDLE, name, pace)).as("woven, " + pace).isEqualTo(expected);
                    }
                    assertThat(runInLoop(name)).as("woven, in a loop").isEqualTo(expected);
                }));
    }

    @Test
    void whatIsWovenVerifiesAndHasNothingOfEaAsyncLeft() throws ClassNotFoundException {
        assertThat(HEDDLE.verify()).isPositive();
        List<String> calls = new ArrayList<>();
        HEDDLE.classFiles().forEach((name, classFile) -> {
            ClassNode owner = new ClassNode(Opcodes.ASM9);
            new ClassReader(classFile).accept(owner, 0);
            owner.methods.forEach(method -> method.instructions.forEach(insn -> {
                if (insn instanceof MethodInsnNode call && call.owner.startsWith("com/ea/")) {
                    calls.add(name + "." + method.name + ": " + call.name);
                }
            }));
        });
        assertThat(calls).isEmpty();
    }

    @Test
    void anOverloadOfAnotherFormIsAnErrorAndNotACallThatBlocks() {
        SortedMap<String, byte[]> compiled = Sources.of("Page", """
                import java.util.concurrent.*;

                class Page {
                    static class Own {
                        static <T> T await(CompletionStage<T> stage, long millis) throws Exception {
                            return stage.toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
                        }
                    }

                    static CompletableFuture<String> load(CompletableFuture<String> text) throws Exception {
                        return CompletableFuture.completedFuture(Own.await(text, 10));
                    }
                }
                """).classFiles();
        WeaverOptions options =
                WeaverOptions.DEFAULT.with("await", "Page$Own.await").with("async", "returning");

        assertThat(new Weaver(Program.classPath(compiled), options).weave(compiled.get("Page")))
                .isInstanceOfSatisfying(
                        WeaveResult.Rejected.class,
                        rejected -> assertThat(Program.render(rejected.diagnostics()))
                                .startsWith("error[H001]: `await` in a form that cannot be woven:"
                                        + " `Page$Own.await(CompletionStage, long)`"));
    }

    /** Unwoven, the program would wait for itself: its own {@code until} stands for {@code await}. */
    @Test
    void theWordsOfALibraryOfOnesOwnAreNamedOnTheCommandLine(@TempDir Path folder) throws Exception {
        new Program(Sources.of("own.Foreign", """
                package own;

                import java.util.concurrent.CompletableFuture;

                public class Foreign {
                    static class Words {
                        static <T> T until(CompletableFuture<T> future) {
                            return future.join();
                        }
                    }

                    public static CompletableFuture<String> program(CompletableFuture<String> value) {
                        return CompletableFuture.completedFuture("got " + Words.until(value));
                    }
                }
                """).classFiles()).write(folder);
        for (String command : List.of("weave", "verify")) {
            assertThat(new CommandLine(System.out, System.err)
                            .run(List.of(
                                    command,
                                    "--dialect=ea-async",
                                    "--await=own.Foreign$Words.until",
                                    folder.toString())))
                    .isZero();
        }

        try (URLClassLoader woven = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            CompletableFuture<String> value = new CompletableFuture<>();
            CompletableFuture<?> result = (CompletableFuture<?>) woven.loadClass("own.Foreign")
                    .getMethod("program", CompletableFuture.class)
                    .invoke(null, value);
            assertThat(result).isNotDone();
            value.complete("it");
            assertThat(result.join()).isEqualTo("got it");
        }
    }

    private static List<String> run(Program program, String name, Pace pace) throws Exception {
        Promises promises = new Promises(pace);
        CompletableFuture<?> result = start(program, name, promises);
        promises.completeUntilDone(result);
        return outcome(promises, result);
    }

    private static List<String> runInLoop(String name) throws Exception {
        Promises promises = new Promises(Pace.DONE);
        CompletableFuture<?> result = new CompletableFuture<>();
        Loop.run(new Awaiting<>(() -> {
            CompletionStage<?> started = start(HEDDLE, name, promises);
            return Awaits.await(
                    started.handle((value, failure) ->
                            failure == null ? complete(result, value) : result.completeExceptionally(failure)),
                    null);
        }));
        return outcome(promises, result);
    }

    @SuppressWarnings("unchecked")
    private static boolean complete(CompletableFuture<?> future, Object value) {
        return ((CompletableFuture<Object>) future).complete(value);
    }

    /** A call that fails at once counts as one that fails later: EA Async throws it at the caller, Heddle never does. */
    private static CompletableFuture<?> start(Program program, String name, Promises promises)
            throws ReflectiveOperationException {
        Class<?> programs = program.define().loadClass(PROGRAMS);
        Object receiver = programs.getConstructor(Promises.class).newInstance(promises);
        try {
            return ((CompletionStage<?>) programs.getMethod(name).invoke(receiver)).toCompletableFuture();
        } catch (InvocationTargetException e) {
            return CompletableFuture.failedFuture(e.getCause());
        }
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

    private static SortedMap<String, byte[]> byEaAsync() {
        SortedMap<String, byte[]> classFiles = new TreeMap<>(COMPILED);
        Transformer transformer = new Transformer();
        classFiles.replaceAll((name, classFile) -> {
            byte[] changed =
                    transformer.instrument(EaAsyncTest.class.getClassLoader(), new ByteArrayInputStream(classFile));
            return changed == null ? classFile : changed;
        });
        return classFiles;
    }

    private static SortedMap<String, byte[]> byHeddle() {
        return Program.woven(
                        COMPILED,
                        new Weaver(Program.classPath(COMPILED), WeaverOptions.DEFAULT.with("dialect", "ea-async")))
                .classFiles();
    }
}
