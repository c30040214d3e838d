package dev.heddle.transform.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.WeaverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
    private static final Fixture PROGRAM = Fixture.compile("""
            class Program {
                int sum;
                @Async static Coroutine<Integer> price(String item) { return done(item.length()); }
                @Async Coroutine<Void> add(String item) {
                    sum += await(price(item));
                    return done();
                }
            }
            class Mistake { int twice(CompletableFuture<Integer> x) { return 2 * await(x); } }
            """);

    @TempDir
    Path folder;

    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        Files.write(classes.resolve("Program.class"), PROGRAM.bytes("Program"));
    }

    @Test
    void whatOnlyInformsIsFoundToo() throws IOException {
        assertThat(codes(lint(WeaverOptions.DEFAULT, ClassBytes.NONE))).containsExactly("info H102", "warning H114");
    }

    @Test
    void errorsAreFoundAndNoClassIsWritten() throws IOException {
        Files.write(classes.resolve("Mistake.class"), PROGRAM.bytes("Mistake"));
        byte[] before = Files.readAllBytes(classes.resolve("Program.class"));

        Lint.Outcome outcome = lint(WeaverOptions.DEFAULT, ClassBytes.NONE);

        assertThat(codes(outcome)).containsExactly("info H102", "warning H114", "error H001");
        assertThat(outcome.errors()).hasSize(1);
        assertThat(outcome.classes()).isEqualTo(2);
        assertThat(Files.readAllBytes(classes.resolve("Program.class"))).isEqualTo(before);
    }

    @Test
    void levelsCount() throws IOException {
        assertThat(codes(lint(WeaverOptions.DEFAULT.with("rules", "H102:error,H114:off"), ClassBytes.NONE)))
                .containsExactly("error H102");
    }

    @Test
    void ofWovenClassesItLooksAtWhatWasWoven() throws IOException {
        weave();

        Lint.Outcome outcome = lint(WeaverOptions.DEFAULT, PROGRAM.classPath());

        assertThat(codes(outcome)).containsExactly("info H102", "warning H114");
        assertThat(outcome.classes()).isEqualTo(1);
        assertThat(outcome.unknown()).isZero();
    }

    @Test
    void wovenClassesOfWhichNothingHasBeenKeptAreCounted() throws IOException {
        weave();

        Lint.Outcome outcome = lint(WeaverOptions.DEFAULT, ClassBytes.NONE);

        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.unknown()).isEqualTo(1);
    }

    @Test
    void whatHasBeenKeptOfAnotherVersionOfTheClassIsNotLookedAt() throws IOException {
        weave();

        Lint.Outcome outcome = lint(WeaverOptions.DEFAULT, name -> PROGRAM.bytes("Mistake"));

        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.unknown()).isEqualTo(1);
    }

    private void weave() throws IOException {
        WeaveResult.Woven woven = PROGRAM.woven("Program");
        Files.write(classes.resolve("Program.class"), woven.classFile());
        for (Map.Entry<String, byte[]> frame : woven.frames().entrySet()) {
            Files.write(classes.resolve(frame.getKey() + ".class"), frame.getValue());
        }
    }

    private Lint.Outcome lint(WeaverOptions options, ClassBytes compiled) throws IOException {
        return Lint.of(classes, name -> true, PROGRAM.classPath(), options, SourceFiles.NONE, compiled);
    }

    private static List<String> codes(Lint.Outcome outcome) {
        return outcome.findings().stream()
                .map(finding -> finding.severity().word() + " " + finding.code())
                .toList();
    }
}
