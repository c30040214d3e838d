package dev.heddle.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Woven code does what blocking code does, in classes made from seeds. A seed that fails becomes a case of its own. */
final class GeneratedProgramsTest {
    @TestFactory
    Stream<DynamicNode> generatedProgramsDoWhatBlockingOnesDo() {
        return programs(Seeds.chosenOr(1, 20));
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicNode> hundredsOfGeneratedProgramsDoWhatBlockingOnesDo() {
        return programs(Seeds.chosenOr(1001, 1400));
    }

    private static Stream<DynamicNode> programs(LongStream seeds) {
        return seeds.mapToObj(seed -> {
            String name = "Seed" + seed;
            Sources sources = Sources.of("fuzz." + name, GeneratedProgram.source(name, seed));
            return dynamicContainer(name, Differential.tests("fuzz." + name, sources.classFiles()));
        });
    }
}
