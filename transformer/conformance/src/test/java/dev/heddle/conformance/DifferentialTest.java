package dev.heddle.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Woven code does what blocking code does, in all the cases of {@code src/test/cases}. */
final class DifferentialTest {
    @TestFactory
    Stream<DynamicNode> wovenCodeDoesWhatBlockingCodeDoes() {
        return cases(WeaverOptions.DEFAULT);
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicNode> itDoesSoWhereVisibleVariablesAreKept() {
        return cases(WeaverOptions.DEFAULT.with("variables", "visible"));
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicNode> itDoesSoWhereNothingIsLinkedAtRunTime() {
        return cases(WeaverOptions.DEFAULT.with("calls", "plain"));
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicNode> itDoesSoWhereTheWordsOfAnotherLibraryAreKnown() {
        return cases(WeaverOptions.DEFAULT.with("dialect", "ea-async"));
    }

    private static Stream<DynamicNode> cases(WeaverOptions options) {
        Sources sources = Sources.in("cases");
        return sources.files().stream().map(file -> {
            SortedMap<String, byte[]> compiled = sources.classFilesOf(file);
            Weaver weaver = new Weaver(Program.classPath(compiled), options);
            return dynamicContainer(
                    file.getFileName().toString(),
                    Differential.tests(Sources.className(file), compiled, () -> Program.woven(compiled, weaver)));
        });
    }
}
