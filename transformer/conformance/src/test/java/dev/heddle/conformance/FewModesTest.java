package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.Opcodes;

/**
 * What {@link DifferentialTest} shows, in the modes in which most mistakes show and up to the first of them: soon enough to
 * be done for each mutant of the weaver. Only the profile {@code mutation} runs it.
 */
@Tag("mutation")
final class FewModesTest {
    private static final int FAILING = 3;

    @TestFactory
    Stream<DynamicTest> wovenCodeDoesWhatBlockingCodeDoes() {
        Sources sources = Sources.in("cases");
        return sources.files().stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    SortedMap<String, byte[]> compiled = sources.classFilesOf(file);
                    assertThat(differences(Sources.className(file), compiled, Program.woven(compiled)))
                            .isEmpty();
                }));
    }

    /** Types are inferred in class files without stack maps, and subroutines inlined. */
    @TestFactory
    Stream<DynamicTest> wovenCodeOfClassFilesWithoutStackMapsDoesSo() {
        Sources sources = Sources.in("cases", "--release", "17", "-g", "-XDstringConcat=inline");
        return CompilationsTest.files(sources, CompilationsTest.WITHOUT_STACK_MAPS)
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    SortedMap<String, byte[]> compiled = Downgrade.withoutNewInstructions(sources.classFilesOf(file));
                    SortedMap<String, byte[]> old = new TreeMap<>(compiled);
                    old.replaceAll((name, classFile) -> Downgrade.to(Opcodes.V1_5, classFile));
                    assertThat(differences(Sources.className(file), compiled, Program.woven(old)))
                            .isEmpty();
                }));
    }

    private static Optional<String> differences(String className, SortedMap<String, byte[]> compiled, Program woven)
            throws ClassNotFoundException {
        assertThat(woven.verify()).isPositive();
        return Differential.mismatches(className, Program.oracle(compiled), woven, FewModesTest::modes)
                .findFirst();
    }

    private static List<Mode> modes(int awaits) {
        List<Mode> modes = new ArrayList<>();
        for (Mode.Pace pace : List.of(Mode.Pace.READY, Mode.Pace.SUSPENDS, Mode.Pace.MIXED_1)) {
            modes.add(Mode.PLAIN.at(pace));
        }
        for (int await = 1; await <= Math.min(awaits, FAILING); await++) {
            modes.add(new Mode(Mode.Pace.SUSPENDS, await, Mode.Failure.UNCHECKED));
            modes.add(new Mode(Mode.Pace.READY, await, Mode.Failure.CHECKED));
        }
        return modes;
    }
}
