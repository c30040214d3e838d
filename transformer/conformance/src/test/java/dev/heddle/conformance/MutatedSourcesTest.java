package dev.heddle.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Woven code does what blocking code does, in the cases with awaits added at random: the seed chooses the file and the
 * places. A seed that fails becomes a case of its own.
 */
final class MutatedSourcesTest {
    private static final Set<String> UNSUITABLE = Set.of("Futures.java", "Tasks.java", "DeepCalls.java");

    @TestFactory
    Stream<DynamicNode> casesWithMoreAwaitsDoWhatBlockingOnesDo() {
        return mutants(Seeds.chosenOr(1, 4));
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicNode> casesWithAwaitsInHundredsOfPlacesDoWhatBlockingOnesDo() {
        return mutants(Seeds.chosenOr(1001, 1120));
    }

    /**
     * Not the cases of hot futures and tasks: these run beside their caller, which a blocking oracle cannot. And not those
     * that call deep, which with an await before go down on a thread that has little stack.
     */
    private static Stream<DynamicNode> mutants(LongStream seeds) {
        List<Path> files = Sources.in("cases").files().stream()
                .filter(file -> !UNSUITABLE.contains(file.getFileName().toString()))
                .toList();
        return seeds.mapToObj(seed -> {
            Path file = files.get((int) (seed % files.size()));
            String className = Sources.className(file);
            Sources mutant = MutatedSource.compile(className, read(file), seed);
            return dynamicContainer(
                    "seed " + seed + " of " + className, Differential.tests(className, mutant.classFiles()));
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
