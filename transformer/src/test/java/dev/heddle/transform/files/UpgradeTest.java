package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Fixture;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that another version of the weaver has woven, with its records. */
class UpgradeTest {
    private static final Fixture PROGRAM = Fixture.compile("""
            class Program {
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x) {
                    return done(await(x));
                }
            }
            """);
    private static final String OTHER_VERSION = "9".repeat(Weaver.version().length());

    @TempDir
    Path folder;

    private Path program;
    private Path frame;

    @BeforeEach
    void weaveByTheOtherVersion() throws IOException {
        program = folder.resolve("classes/Program.class");
        frame = program.resolveSibling("Program$m$Coroutine.class");
        Files.createDirectories(program.getParent());
        Files.write(program, PROGRAM.bytes("Program"));
        assertThat(weaver(OTHER_VERSION).weave().plans()).containsOnlyKeys("Program");
        assertThat(text(program)).contains(OTHER_VERSION);
        assertThat(text(frame)).contains(OTHER_VERSION);
    }

    @Test
    void allIsWovenAgainFromWhatWasCompiled() throws IOException {
        DirectoryWeaver.Outcome outcome = weaver(Weaver.version()).weave();
        assertThat(outcome.diagnostics()).isEmpty();
        assertThat(outcome.plans()).containsOnlyKeys("Program");
        assertThat(program).hasBinaryContent(PROGRAM.woven("Program").classFile());
        assertThat(text(frame)).doesNotContain(OTHER_VERSION);
    }

    @Test
    void withoutItsRecordsThatIsAnError() throws IOException {
        Files.delete(folder.resolve("heddle/ledger.txt"));
        assertThat(weaver(Weaver.version()).weave().refused())
                .isNotEmpty()
                .allMatch(diagnostic -> diagnostic.message().startsWith("woven by version " + OTHER_VERSION));
    }

    private DirectoryWeaver weaver(String version) {
        return new DirectoryWeaver(
                folder.resolve("classes"),
                folder.resolve("heddle"),
                classFile -> as(version, new Weaver(PROGRAM.classPath()).weave(classFile)),
                DirectoryWeaver.Choices.all(version));
    }

    /** Versions of the same length can stand for each other in a class file. */
    private static WeaveResult as(String version, WeaveResult result) {
        if (!(result instanceof WeaveResult.Woven woven)) {
            return result;
        }
        SortedMap<String, byte[]> frames = new TreeMap<>();
        woven.frames().forEach((name, bytes) -> frames.put(name, as(version, bytes)));
        return new WeaveResult.Woven(as(version, woven.classFile()), frames, woven.plan(), woven.diagnostics());
    }

    private static byte[] as(String version, byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1)
                .replace(Weaver.version(), version)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
