package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.explain.Explanations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainedClassesTest {
    private static final String BODY = """
            class Program {
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x) {
                    return done(await(x));
                }
            }
            """;
    private static final Fixture PROGRAM = Fixture.compile(BODY + """
            class Mistake { int twice(CompletableFuture<Integer> x) { return 2 * await(x); } }
            """);

    @TempDir
    Path folder;

    private Path classes;
    private Path library;

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        library = Files.createDirectories(folder.resolve("library"));
        Files.write(classes.resolve("Program.class"), PROGRAM.bytes("Program"));
        for (String name : List.of("Coroutine", "Coroutines", "AsyncCloseable", "annotation/Async")) {
            Path file = library.resolve("dev/heddle/" + name + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, PROGRAM.bytes("dev/heddle/" + name));
        }
    }

    @Test
    void theClassesOfAFolderAreExplainedAndNotChanged() throws IOException {
        assertThat(explain(SourceFiles.NONE).overview())
                .contains("1 async method, 1 suspension point, 0 of them fused")
                .contains("async Program.m(CompletableFuture): Coroutine<Integer>   Program.java:8");
        assertThat(classes.resolve("Program.class")).hasBinaryContent(PROGRAM.bytes("Program"));
    }

    @Test
    void aMistakeIsShownAmongTheExplanations() throws IOException {
        Files.write(classes.resolve("Mistake.class"), PROGRAM.bytes("Mistake"));
        Explanations told = explain(SourceFiles.NONE);
        assertThat(told.errors()).isEqualTo(1);
        assertThat(told.overview()).contains("error[H001]").contains("async Program.m(");
    }

    @Test
    void theSourceOfAWovenClassIsCompiledAgain() throws IOException {
        weave();
        assertThat(explain(source(BODY)).overview())
                .contains("1 async method, 1 suspension point")
                .contains("1  8 |     return done(await(x));");
    }

    @Test
    void aWovenClassWithoutSourceIsNamed() throws IOException {
        weave();
        assertThat(explain(SourceFiles.NONE).overview())
                .contains(
                        "note: `Program` is woven already, and what it was before is gone: its source is not at hand");
    }

    @Test
    void whatHasBeenKeptOfAWovenClassIsExplained() throws IOException {
        String unwoven = explain(SourceFiles.NONE).page();
        weave();
        assertThat(explain(SourceFiles.NONE, PROGRAM::bytes).page()).isEqualTo(unwoven);
    }

    @Test
    void whatHasBeenKeptOfAnotherWeavingIsNotExplained() throws IOException {
        weave();
        assertThat(explain(SourceFiles.NONE, name -> PROGRAM.bytes("Mistake")).overview())
                .contains(
                        "note: `Program` is woven already, and what it was before is gone: its source is not at hand");
    }

    @Test
    void aSourceThatDoesNotCompileIsNamedWithTheReason() throws IOException {
        weave();
        assertThat(explain(source("class Program extends Generated {}")).overview())
                .contains(
                        "note: `Program` is woven already, and what it was before is gone: its source does not compile"
                                + " by itself: line 6, ");
    }

    @Test
    void aSourceThatHasChangedIsExplainedAndSaidToDiffer() throws IOException {
        weave();
        assertThat(explain(source(BODY.replace("done(await(x))", "done(1 + await(x))")))
                        .overview())
                .contains("their sources compile to something else now, which is explained: `Program`")
                .contains("1 async method");
    }

    @Test
    void aSourceOutsideOfItsFolderIsNotRead() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "secret\n");
        SourceFolders sources = new SourceFolders(List.of(classes), StandardCharsets.UTF_8);
        assertThat(sources.lines("../secret.txt")).isEmpty();
        assertThat(sources.lines(folder.resolve("secret.txt").toString())).isEmpty();
        assertThat(sources.lines("a\0b")).isEmpty();
        assertThat(new SourceFolders(List.of(folder), StandardCharsets.UTF_8).lines("secret.txt"))
                .containsExactly("secret");
    }

    @Test
    void theOrderOfTheClassesDoesNotMatter() throws IOException {
        String unwoven = explain(source(BODY)).page();
        weave();
        assertThat(explain(source(BODY)).page().replaceAll("<p class=\"note\">.*?</p>", ""))
                .isEqualTo(unwoven);
    }

    private void weave() throws IOException {
        Files.write(classes.resolve("Program.class"), PROGRAM.woven("Program").classFile());
        PROGRAM.woven("Program").frames().forEach((name, bytes) -> {
            try {
                Files.write(classes.resolve(name + ".class"), bytes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The program as a file of its own. */
    private static SourceFiles source(String text) {
        String header = """
                import dev.heddle.*;
                import dev.heddle.annotation.Async;
                import static dev.heddle.Coroutines.*;
                import java.util.*;
                import java.util.concurrent.*;
                """;
        return file -> file.equals("Program.java") ? (header + text).lines().toList() : List.of();
    }

    private Explanations explain(SourceFiles sources) throws IOException {
        return explain(sources, ClassBytes.NONE);
    }

    private Explanations explain(SourceFiles sources, ClassBytes compiled) throws IOException {
        return ExplainedClasses.of(
                classes, "program", name -> true, List.of(classes, library), WeaverOptions.DEFAULT, sources, compiled);
    }
}
