package dev.heddle.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Woven code does what blocking code does, in classes made from seeds: {@code -Dheddle.seeds=1000-1999} for other ones. A
 * seed that fails becomes a case of its own.
 */
final class GeneratedProgramsTest {
    private static final String SEEDS = System.getProperty("heddle.seeds", "1-20");

    @TestFactory
    Stream<DynamicNode> generatedProgramsDoWhatBlockingOnesDo() {
        String[] range = SEEDS.split("-");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]))
                .mapToObj(seed -> {
                    String name = "Seed" + seed;
                    Sources sources = Sources.of("fuzz." + name, GeneratedProgram.source(name, seed));
                    return dynamicContainer(name, Differential.tests("fuzz." + name, sources.classFiles()));
                });
    }
}
