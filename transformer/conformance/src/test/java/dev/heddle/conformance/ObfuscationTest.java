package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.heddle.Coroutine;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Suspension;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What was obfuscated before it is woven does what the blocking code does that it was made of. */
final class ObfuscationTest {
    private static final Sources SOURCES = Sources.in("cases");

    @TestFactory
    Stream<DynamicNode> obfuscatedCodeDoesWhatItDid() {
        return cases(
                List.of("Calls", "Exceptions", "Lambdas", "Resources", "VirtualCalls")::contains,
                WeaverOptions.DEFAULT);
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicNode> allCases() {
        return cases(all -> true, WeaverOptions.DEFAULT);
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicNode> allCasesWhereVisibleVariablesAreKept() {
        return cases(all -> true, WeaverOptions.DEFAULT.with("variables", "visible"));
    }

    @TestFactory
    Stream<DynamicNode> asClassFilesWithoutStackMaps() {
        Sources sources = Sources.in("cases", "--release", "17", "-g", "-XDstringConcat=inline");
        return CompilationsTest.files(sources, List.of("Exceptions", "Operands", "Switches"))
                .map(file -> {
                    SortedMap<String, byte[]> compiled = Downgrade.withoutNewInstructions(sources.classFilesOf(file));
                    SortedMap<String, byte[]> old = Obfuscation.of(compiled);
                    old.replaceAll((name, classFile) -> Downgrade.to(Opcodes.V1_5, classFile));
                    return tests(file, compiled, old, WeaverOptions.DEFAULT);
                });
    }

    @TestFactory
    Stream<DynamicNode> whatProguardMakesOfSomeCases(@TempDir Path folder) throws IOException {
        return proguarded(folder, List.of("Calls", "Lambdas")::contains);
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicNode> whatProguardMakesOfAllCases(@TempDir Path folder) throws IOException {
        return proguarded(folder, all -> true);
    }

    private static Stream<DynamicNode> proguarded(Path folder, Predicate<String> chosen) throws IOException {
        Proguard proguard = new Proguard(folder);
        return chosen(chosen).map(file -> {
            SortedMap<String, byte[]> compiled = SOURCES.classFilesOf(file);
            SortedMap<String, byte[]> obfuscated = proguard.obfuscated(Sources.className(file), compiled);
            assertThat(obfuscated).hasSameSizeAs(compiled);
            assertThat(obfuscated.values())
                    .flatMap(classFile -> parsed(classFile).methods)
                    .noneMatch(method -> method.name.startsWith("lambda$"));
            return tests(file, compiled, obfuscated, WeaverOptions.DEFAULT);
        });
    }

    private static ClassNode parsed(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node;
    }

    @Test
    void membersDifferInNothingButTheirTypes() throws ClassNotFoundException {
        SortedMap<String, byte[]> obfuscated = Obfuscation.of(SOURCES.classFiles());
        assertThat(new Program(obfuscated).verify()).isPositive();
        int sameButForTheResult = 0;
        for (byte[] classFile : obfuscated.values()) {
            Set<String> nameAndParameters = new HashSet<>();
            for (MethodNode method : parsed(classFile).methods) {
                assertThat(method.name).doesNotStartWith("lambda$");
                String known = method.name + method.desc.substring(0, method.desc.indexOf(')'));
                sameButForTheResult += nameAndParameters.add(known) ? 0 : 1;
            }
        }
        assertThat(sameButForTheResult).isGreaterThan(5);
    }

    @Test
    void variablesOfSuspendedMethodsAreShownWhateverTheyAreCalled() throws ReflectiveOperationException {
        SortedMap<String, byte[]> named = Sources.of("named.Variables", """
                package named;

                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.done;

                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;

                class Variables {
                    @Async
                    static Coroutine<Integer> method(boolean flag, int number, Coroutine<Integer> other) {
                        return done(await(other) + (flag ? number : 0));
                    }
                }
                """).classFiles();
        named.replaceAll((name, classFile) -> withVariables(Map.of("flag", "a b", "number", "\n\nc"), classFile));
        Method method = Class.forName(
                        "named.Variables", true, Program.woven(named).define())
                .getDeclaredMethod("method", boolean.class, int.class, Coroutine.class);
        method.setAccessible(true);

        Suspension cold = Objects.requireNonNull(Suspension.of((Frame<?>) method.invoke(null, true, 7, null)));

        assertThat(cold.variables())
                .containsEntry("a_b", true)
                .containsEntry("__c", 7)
                .containsEntry("other", null)
                .hasSize(3);
    }

    private static byte[] withVariables(Map<String, String> names, byte[] classFile) {
        ClassNode node = parsed(classFile);
        for (MethodNode method : node.methods) {
            method.localVariables.forEach(variable -> variable.name = names.getOrDefault(variable.name, variable.name));
        }
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static Stream<DynamicNode> cases(Predicate<String> chosen, WeaverOptions options) {
        return chosen(chosen).map(file -> {
            SortedMap<String, byte[]> compiled = SOURCES.classFilesOf(file);
            return tests(file, compiled, Obfuscation.of(compiled), options);
        });
    }

    private static Stream<Path> chosen(Predicate<String> chosen) {
        return SOURCES.files().stream()
                .filter(file -> chosen.test(file.getFileName().toString().replace(".java", "")));
    }

    private static DynamicNode tests(
            Path file,
            SortedMap<String, byte[]> compiled,
            SortedMap<String, byte[]> obfuscated,
            WeaverOptions options) {
        Weaver weaver = new Weaver(Program.classPath(obfuscated), options);
        return dynamicContainer(
                file.getFileName().toString(),
                Differential.tests(Sources.className(file), compiled, () -> Program.woven(obfuscated, weaver)));
    }
}
