package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares the plans of the methods in {@code src/test/plans} with the texts that stand beside them. */
final class PlanGoldenTest {
    private final Sources sources = Sources.in("plans");

    @TestFactory
    Stream<DynamicTest> plansAreAsWritten() {
        return sources.files().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> Golden.beside(file, ".plan.txt").check(plans(sources.classesOf(file)))));
    }

    @Test
    void everythingPlannedVerifies() throws ClassNotFoundException {
        assertThat(Program.woven(sources.classFiles()).verify()).isPositive();
    }

    private String plans(List<String> classes) {
        Weaver weaver = new Weaver(Program.classPath(sources.classFiles()));
        List<String> plans = new ArrayList<>();
        for (String name : classes) {
            WeaveResult result = weaver.weave(sources.classFiles().get(name));
            if (result instanceof WeaveResult.Woven woven) {
                plans.add(woven.plan());
            } else if (result instanceof WeaveResult.Rejected rejected) {
                plans.add(Program.render(rejected.diagnostics()));
            }
        }
        return String.join("\n", plans);
    }
}
