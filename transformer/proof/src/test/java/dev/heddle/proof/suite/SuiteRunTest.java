package dev.heddle.proof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteRunTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("");

    static class Both {
        @Test
        void passes() {}

        @Test
        void fails() {
            throw new AssertionError("as it should");
        }
    }

    static class Endless {
        @Test
        void waits() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    static class Deadly {
        @Test
        void halts() {
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void aRunTellsWhichTestsPassedAndWhichFailedAndWhy() throws Exception {
        Results results = run(Both.class, LONG);
        assertThat(results.passed()).singleElement().asString().contains("passes()");
        assertThat(results.failures()).hasSize(1).allSatisfy((test, trace) -> {
            assertThat(test).contains("fails()");
            assertThat(trace).contains("as it should").contains("at dev.heddle.proof.suite.SuiteRunTest");
        });
    }

    @Test
    void aTestThatIsLeftOutDoesNotRun() throws Exception {
        Results results = run(Both.class, ".*Both#fails", LONG);
        assertThat(results.passed()).hasSize(1);
        assertThat(results.failures()).isEmpty();
    }

    @Test
    void aRunThatDoesNotEndInTimeFails() {
        assertThatThrownBy(() -> run(Endless.class, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not come to its end");
    }

    @Test
    void aRunThatDiesFailsWithTheTestThatItWasIn() {
        assertThatThrownBy(() -> run(Deadly.class, LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not come to its end")
                .hasMessageContaining("halts()");
    }

    @Test
    void aTestThatFailsOrIsMissingIsWorseThanOneThatPassed() {
        Results before = new Results(Set.of("a", "b", "c"), Map.of("d", "broken"), 0, 1);
        Results after = new Results(Set.of("a"), Map.of("b", "wrong", "d", "broken too"), 5, 1);
        assertThat(before.worseIn(after))
                .containsOnly(Map.entry("b", "wrong"), Map.entry("c", "did not run to its end"));
        assertThat(after.worseIn(before)).isEmpty();
    }

    private Results run(Class<?> tests, Duration limit) throws Exception {
        return run(tests, "", limit);
    }

    private Results run(Class<?> tests, String excluded, Duration limit) throws Exception {
        Path classes =
                Path.of(Objects.requireNonNull(tests.getProtectionDomain().getCodeSource())
                        .getLocation()
                        .toURI());
        Suite suite = new Suite(
                tests.getSimpleName(),
                List.of(),
                List.of(classes),
                List.of(),
                ".*SuiteRunTest." + tests.getSimpleName(),
                excluded,
                List.of(),
                folder);
        return SuiteRun.run(suite, List.of(), folder.resolve("results.txt"), limit);
    }
}
