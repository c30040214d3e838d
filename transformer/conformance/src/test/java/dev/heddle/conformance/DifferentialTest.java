package dev.heddle.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Woven code does what blocking code does, in all the cases of {@code src/test/cases}. */
final class DifferentialTest {
    @TestFactory
    Stream<DynamicNode> wovenCodeDoesWhatBlockingCodeDoes() {
        Sources sources = Sources.in("cases");
        return sources.files().stream()
                .map(file -> dynamicContainer(
                        file.getFileName().toString(),
                        Differential.tests(Sources.className(file), sources.classFilesOf(file))));
    }
}
