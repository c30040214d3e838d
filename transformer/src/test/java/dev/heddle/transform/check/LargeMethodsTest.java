package dev.heddle.transform.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.WeaverOptions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Rules find every mistake in methods of thousands of lines, each of which has one. A rule that looks at the whole method for
 * each of its lines would take minutes for this class.
 */
class LargeMethodsTest {
    private static final WeaverOptions ALL = WeaverOptions.DEFAULT.with("rules", "*:warning");

    @Test
    void eachLineOfALongMethodIsLookedAt() {
        int lines = 1_000;
        Fixture program = Fixture.compile("""
                class Program {
                    int total;
                    @Async Coroutine<Integer> stale(Coroutine<Integer> price) {
                %s        return done(total);
                    }
                    void dropped() {
                %s    }
                    @Async Coroutine<Integer> guarded(Coroutine<Integer> price, Object other) {
                        int sum = 0;
                        try {
                %s        } catch (Throwable failure) {
                            if (other == null) {
                                return done(1);
                            }
                        }
                        return done(sum);
                    }
                    Coroutine<Integer> price() {
                        return done(1);
                    }
                }
                """.formatted(
                        repeated("        total += await(price);\n", lines),
                        repeated("        Coroutine<Integer> price%d = price();\n", lines),
                        repeated("        if (other != null) sum += await(price);\n", lines)));

        Map<String, Long> found = result(program.weave("Program", ALL));

        assertThat(found).containsEntry("H114", (long) lines);
        assertThat(found).containsEntry("H101", (long) lines);
        assertThat(found).containsEntry("H301", 1L);
    }

    private static String repeated(String line, int times) {
        return IntStream.range(0, times).mapToObj(line::formatted).collect(Collectors.joining());
    }

    private static Map<String, Long> result(WeaveResult result) {
        return result.diagnostics().stream().collect(Collectors.groupingBy(Diagnostic::code, Collectors.counting()));
    }
}
