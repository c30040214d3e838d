package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    private static final Fixture PROGRAM = Fixture.compile("""
            class Program {
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x) { return done(await(x)); }
            }
            class Plain {}
            class Mistake { int twice(CompletableFuture<Integer> x) { return 2 * await(x); } }
            """);

    private static final Fixture CHANGED = Fixture.compile("""
            class Program {
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x) { return done(await(x) + 1); }
            }
            """);

    private final WeaveResult.Woven woven = PROGRAM.woven("Program");

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void classes() throws IOException {
        folder = Files.createDirectories(temporary.resolve("classes"));
    }

    @Test
    void wovenAndPlainCodePasses() throws IOException {
        writeWoven(woven);
        write("Plain", PROGRAM.bytes("Plain"));
        Verification.Outcome outcome = verify(folder);
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.classes()).isEqualTo(3);
    }

    @Test
    void codeThatIsNotWovenIsFound() throws IOException {
        write("Program", PROGRAM.bytes("Program"));
        assertThat(message(folder)).isEqualTo("""
                error[H009]: `Program` is not woven
                  --> classes/Program.class in Program
                   = note: its `await` would throw `NotWovenError`
                   = help: weave it in the build that compiles it""");
    }

    @Test
    void codeThatCannotBeWovenIsFoundWithTheReason() throws IOException {
        write("Mistake", PROGRAM.bytes("Mistake"));
        assertThat(message(folder))
                .contains("error[H009]: `Mistake` is not woven")
                .contains("= note: it cannot be woven as it is: H001, `await` in a method that is not `@Async`");
    }

    @Test
    void aMissingFrameIsFound() throws IOException {
        write("Program", woven.classFile());
        assertThat(message(folder))
                .contains("error[H011]: a woven class lacks a part: the frame class `Program$m$Coroutine` is missing");
    }

    @Test
    void aFrameOfAnotherWeavingIsFound() throws IOException {
        writeWoven(CHANGED.woven("Program"));
        write("Program", woven.classFile());
        assertThat(message(folder)).contains("the frame class `Program$m$Coroutine` is of another weaving");
    }

    @Test
    void aFrameWithoutOwnerIsAWarning() throws IOException {
        writeWoven(woven);
        Files.delete(folder.resolve("Program.class"));
        assertThat(message(folder)).startsWith("warning[H011]: a frame class that no class needs");
        assertThat(verify(folder).errors()).isEmpty();
    }

    @Test
    void anotherVersionIsFound() throws IOException {
        String other = "9".repeat(Weaver.version().length());
        writeWoven(woven);
        write("Program", replace(woven.classFile(), Weaver.version(), other));
        Files.delete(folder.resolve("Program$m$Coroutine.class"));
        assertThat(verify(folder).findings()).extracting(Diagnostic::code).containsExactly("H010", "H011");
        assertThat(verify(folder).findings().get(0).message())
                .isEqualTo("woven by version " + other + " of the weaver; this is version " + Weaver.version());
    }

    @Test
    void jarsAreVerifiedLikeFolders() throws IOException {
        Path jar = new TestJar()
                .with("WEB-INF/classes/Program.class", woven.classFile())
                .with("Program.class", PROGRAM.bytes("Program"))
                .to(temporary.resolve("program.jar"));
        assertThat(verify(jar).findings())
                .extracting(found -> found.code() + " " + found.place().file())
                .containsExactly("H009 program.jar!/Program.class", "H011 program.jar!/WEB-INF/classes/Program.class");
    }

    @Test
    void classesAreSelectedByTheirNamesWhereverTheyStandInAJar() throws IOException {
        Path jar = new TestJar()
                .with("BOOT-INF/classes/Program.class", PROGRAM.bytes("Program"))
                .with("WEB-INF/classes/META-INF/versions/17/Program.class", PROGRAM.bytes("Program"))
                .to(temporary.resolve("program.jar"));
        Weaver weaver = new Weaver(PROGRAM.classPath());
        assertThat(Verification.of(jar, name -> !name.equals("Program"), weaver).findings())
                .isEmpty();
        assertThat(Verification.of(jar, name -> name.equals("Program"), weaver).findings())
                .hasSize(2);
    }

    private void writeWoven(WeaveResult.Woven result) throws IOException {
        write("Program", result.classFile());
        for (Map.Entry<String, byte[]> frame : result.frames().entrySet()) {
            write(frame.getKey(), frame.getValue());
        }
    }

    private void write(String name, byte[] classFile) throws IOException {
        Files.write(folder.resolve(name + ".class"), classFile);
    }

    private static byte[] replace(byte[] bytes, String text, String other) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(text, other)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String message(Path place) throws IOException {
        return verify(place).findings().get(0).render();
    }

    private static Verification.Outcome verify(Path place) throws IOException {
        return Verification.of(place, name -> true, new Weaver(PROGRAM.classPath()));
    }
}
