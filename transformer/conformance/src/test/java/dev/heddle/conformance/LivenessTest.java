package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.heddle.coroutine.Frame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * A suspended frame holds the references that its method still needs and no others: nothing is lost, and nothing is kept
 * from the garbage collector. The cases and generated programs run with every await suspended, and each frame is compared
 * with what a second, independent analysis says.
 */
final class LivenessTest {
    /** A hot future runs beside its caller, a task on a loop, and the frames of one method cannot be told apart. */
    private static final Set<String> UNSUITABLE = Set.of("Futures.java", "Tasks.java", "DeepCalls.java");

    @TestFactory
    Stream<DynamicTest> suspendedFramesOfCasesHoldWhatIsNeededAndNoMore() {
        Sources cases = Sources.in("cases");
        return cases.files().stream()
                .filter(file -> !UNSUITABLE.contains(file.getFileName().toString()))
                .map(file -> dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(compareAll(Sources.className(file), cases.classFilesOf(file)))
                                .as("references compared")
                                .isPositive()));
    }

    @TestFactory
    Stream<DynamicTest> suspendedFramesOfGeneratedProgramsHoldWhatIsNeededAndNoMore() {
        return generated(Seeds.chosenOr(1, 5));
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicTest> suspendedFramesOfHundredsOfProgramsHoldWhatIsNeededAndNoMore() {
        return generated(Seeds.chosenOr(2001, 2300));
    }

    /** A single program may come to no await at which it needs a reference; all of them together do. */
    private static Stream<DynamicTest> generated(LongStream seeds) {
        AtomicInteger references = new AtomicInteger();
        return Stream.concat(
                seeds.mapToObj(seed -> dynamicTest(
                        "Seed" + seed, () -> references.addAndGet(compareAll("fuzz.Seed" + seed, program(seed))))),
                Stream.of(dynamicTest(
                        "references were compared", () -> assertThat(references).hasPositiveValue())));
    }

    private static SortedMap<String, byte[]> program(long seed) {
        String name = "Seed" + seed;
        return Sources.of("fuzz." + name, GeneratedProgram.source(name, seed)).classFiles();
    }

    /** Returns how many references were compared. */
    private static int compareAll(String className, SortedMap<String, byte[]> compiled) throws Exception {
        SortedMap<String, byte[]> noting = new TreeMap<>(compiled);
        noting.replaceAll((name, classFile) -> NotingRewriter.rewrite(classFile));
        Class<?> program = Class.forName(className, false, Program.woven(noting).define());
        ComparingDriver driver = new ComparingDriver();
        for (Method method : program.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Case.class)) {
                method.setAccessible(true);
                LiveNotes.clear();
                driver.entry = method.getName();
                Script.run(Mode.PLAIN.at(Mode.Pace.SUSPENDS), driver, () -> call(method));
            }
        }
        assertThat(driver.failures).isEmpty();
        return driver.references;
    }

    private static Object call(Method method) throws Throwable {
        try {
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Compares whenever something is suspended; keeps what differs, since a case may catch what is thrown at it. */
    private static final class ComparingDriver extends DirectDriver {
        private final List<String> failures = new ArrayList<>();
        private String entry = "";
        private int references;

        @Override
        void suspendedIn(Frame<?> probe) {
            try {
                references += LiveNotes.compare(probe);
            } catch (AssertionError difference) {
                failures.add(entry + ": " + difference.getMessage());
            }
        }
    }
}
