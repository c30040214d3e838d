package dev.heddle.conformance;

import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares what the weaver says to the mistakes in {@code src/test/errors} with the texts that stand beside them. */
final class DiagnosticsTest {
    private final Sources sources = Sources.in("errors");

    @TestFactory
    Stream<DynamicTest> mistakesAreReportedAsWritten() {
        return sources.files().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> Golden.beside(file, ".txt").check(messages(sources.classesOf(file)))));
    }

    private String messages(List<String> classes) {
        Weaver weaver = new Weaver(Program.classPath(sources.classFiles()));
        List<String> messages = new ArrayList<>();
        for (String name : classes) {
            if (weaver.weave(sources.classFiles().get(name)) instanceof WeaveResult.Rejected rejected) {
                messages.add(Program.render(rejected.diagnostics(), Sources.LINES) + "\n");
            }
        }
        return String.join("\n", messages);
    }
}
