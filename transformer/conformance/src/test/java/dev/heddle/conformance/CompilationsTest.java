package dev.heddle.conformance;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Opcodes;

/** Woven code does what blocking code does, however it was compiled: some of the cases once more, compiled differently. */
final class CompilationsTest {
    private static final int RUNNING = Runtime.version().feature();
    private static final int PATTERNS_FOR_SWITCH = 21;

    /** The cases that are tried in class files of Java 5. */
    static final List<String> WITHOUT_STACK_MAPS =
            List.of("Exceptions", "Locals", "Loops", "NewObjects", "Operands", "Resources", "Switches");

    @TestFactory
    Stream<DynamicNode> withoutDebugInformation() {
        return cases("cases", List.of("Resources", "Switches", "Shapes"), "--release", "17", "-g:none");
    }

    @TestFactory
    Stream<DynamicNode> forTheVersionThatRuns() {
        return cases(
                "cases",
                List.of("Calls", "DeepCalls", "Lambdas", "NewObjects", "VirtualCalls"),
                "--release",
                "" + RUNNING);
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

    @TestFactory
    Stream<DynamicNode> asClassFilesOfJava7() {
        return downgraded(Opcodes.V1_7, List.of("Calls", "Exceptions", "Locals", "Operands"));
    }

    @TestFactory
    Stream<DynamicNode> asClassFilesOfJava6WithStackMaps() {
        return downgraded(Opcodes.V1_6, List.of("Calls", "Exceptions", "Loops", "Operands"));
    }

    /** To have none is allowed for the last time. */
    @TestFactory
    Stream<DynamicNode> asClassFilesOfJava6WithoutStackMaps() {
        return downgraded(
                List.of("Exceptions", "Locals", "NewObjects", "Switches"),
                classFile -> Downgrade.to(Opcodes.V1_6, Downgrade.withoutStackMaps(classFile)));
    }

    @TestFactory
    Stream<DynamicNode> asClassFilesWithoutStackMaps() {
        return downgraded(Opcodes.V1_5, WITHOUT_STACK_MAPS);
    }

    private static Stream<DynamicNode> cases(String folder, List<String> names, String... options) {
        Sources sources = Sources.in(folder, options);
        return files(sources, names)
                .map(file -> dynamicContainer(
                        file.getFileName().toString(),
                        Differential.tests(Sources.className(file), sources.classFilesOf(file))));
    }

    private static Stream<DynamicNode> downgraded(int version, List<String> names) {
        return downgraded(names, classFile -> Downgrade.to(version, classFile));
    }

    private static Stream<DynamicNode> downgraded(List<String> names, UnaryOperator<byte[]> downgrade) {
        Sources sources = Sources.in("cases", "--release", "17", "-g", "-XDstringConcat=inline");
        return files(sources, names).map(file -> {
            SortedMap<String, byte[]> compiled = Downgrade.withoutNewInstructions(sources.classFilesOf(file));
            SortedMap<String, byte[]> old = new TreeMap<>(compiled);
            old.replaceAll((name, classFile) -> downgrade.apply(classFile));
            return dynamicContainer(
                    file.getFileName().toString(), Differential.tests(Sources.className(file), compiled, old));
        });
    }

    /** The sources that have one of these names. */
    static Stream<Path> files(Sources sources, List<String> names) {
        return sources.files().stream()
                .filter(file -> names.contains(file.getFileName().toString().replace(".java", "")));
    }
}
