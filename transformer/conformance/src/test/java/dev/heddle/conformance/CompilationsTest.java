package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Woven code does what blocking code does, however it was compiled: some of the cases once more, compiled differently. */
final class CompilationsTest {
    private static final int RUNNING = Runtime.version().feature();
    private static final int PATTERNS_FOR_SWITCH = 21;

    @TestFactory
    Stream<DynamicNode> withoutDebugInformation() {
        return cases("cases", List.of("Resources", "Switches", "Shapes"), "--release", "17", "-g:none");
    }

    @TestFactory
    Stream<DynamicNode> forTheVersionThatRuns() {
        return cases("cases", List.of("Calls", "Lambdas", "NewObjects", "VirtualCalls"), "--release", "" + RUNNING);
    }

    @TestFactory
    Stream<DynamicNode> withPatternsForSwitch() {
        assumeThat(RUNNING).isGreaterThanOrEqualTo(PATTERNS_FOR_SWITCH);
        return cases("cases21", List.of("Patterns"), "--release", "" + PATTERNS_FOR_SWITCH);
    }

    @TestFactory
    Stream<DynamicNode> asClassFilesOfJava8() {
        return downgraded(Opcodes.V1_8, List.of("Locals", "Loops"));
    }

    @Test
    void classFilesWithoutStackMapsAreRejectedWithAMessage() {
        SortedMap<String, byte[]> compiled = Sources.in("cases").classFiles();
        byte[] old = downgrade(compiled.get("cases/Loops"), Opcodes.V1_5);

        WeaveResult result = new Weaver(Program.classPath(compiled)).weave(old);

        assertThat(result)
                .isInstanceOfSatisfying(
                        WeaveResult.Rejected.class,
                        rejected -> assertThat(Program.render(rejected.diagnostics()))
                                .startsWith("""
                        error[H012]: an `@Async` method in a class file without stack maps
                          --> cases/Loops.java:""")
                                .contains("in Loops.countingLoop()"));
    }

    private static Stream<DynamicNode> cases(String folder, List<String> names, String... options) {
        Sources sources = Sources.in(folder, options);
        return files(sources, names)
                .map(file -> dynamicContainer(
                        file.getFileName().toString(),
                        Differential.tests(Sources.className(file), sources.classFilesOf(file))));
    }

    private static Stream<DynamicNode> downgraded(int version, List<String> names) {
        Sources sources = Sources.in("cases", "--release", "17", "-g", "-XDstringConcat=inline");
        return files(sources, names).map(file -> {
            SortedMap<String, byte[]> compiled = sources.classFilesOf(file);
            SortedMap<String, byte[]> old = new TreeMap<>(compiled);
            old.replaceAll((name, classFile) -> downgrade(classFile, version));
            return dynamicContainer(
                    file.getFileName().toString(), Differential.tests(Sources.className(file), compiled, old));
        });
    }

    private static Stream<Path> files(Sources sources, List<String> names) {
        return sources.files().stream()
                .filter(file -> names.contains(file.getFileName().toString().replace(".java", "")));
    }

    /** The same code as an older compiler would have written it; possible where nothing newer is used. */
    private static byte[] downgrade(byte[] classFile, int version) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, version < Opcodes.V1_7 ? ClassReader.SKIP_FRAMES : 0);
        node.version = version;
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }
}
