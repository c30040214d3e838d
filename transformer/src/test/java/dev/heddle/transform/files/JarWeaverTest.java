package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.WeaverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarWeaverTest {
    private static final Fixture PROGRAM = Fixture.compile("""
            class Program {
                @Async Coroutine<Integer> twice(CompletableFuture<Integer> x) { return done(2 * await(x)); }
                @Async Coroutine<Integer> once(CompletableFuture<Integer> x) { return done(await(x)); }
            }
            class Plain {}
            class Mistake { int twice(CompletableFuture<Integer> x) { return 2 * await(x); } }
            """);

    @TempDir
    Path folder;

    @Test
    void framesFollowTheirOwnerAndTheRestStaysWhereItWas() throws IOException {
        Path jar = new TestJar()
                .with("Plain.class", PROGRAM.bytes("Plain"))
                .with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n")
                .stored("Program.class", PROGRAM.bytes("Program"))
                .with("readme.txt", "text")
                .to(folder.resolve("in.jar"));
        Path out = folder.resolve("out.jar");
        assertThat(weave(jar, out).plans()).containsOnlyKeys("Program");
        assertThat(TestJar.entries(
                        out,
                        entry -> entry.getName() + " " + entry.getMethod() + " "
                                + entry.getTimeLocal().getYear()))
                .containsExactly(
                        "META-INF/MANIFEST.MF 8 2026",
                        "Plain.class 8 2026",
                        "Program.class 0 2027",
                        "Program$once$Coroutine.class 0 2027",
                        "Program$twice$Coroutine.class 0 2027",
                        "readme.txt 8 2026");
        assertThat(TestJar.content(out, "Program.class"))
                .isEqualTo(PROGRAM.woven("Program").classFile());
        assertThat(TestJar.content(out, "Plain.class")).isEqualTo(PROGRAM.bytes("Plain"));
        assertThat(TestJar.content(out, "readme.txt")).asString().isEqualTo("text");
    }

    @Test
    void aFileThatIsNoClassIsNamedAndNothingIsWritten() throws IOException {
        for (byte[] bytes : List.of(new byte[0], new byte[3], "no class file at all".getBytes())) {
            Path jar = program().with("a/Text.class", bytes).to(folder.resolve("in.jar"));
            Path out = folder.resolve("out.jar");
            assertThat(weave(jar, out).errors())
                    .singleElement()
                    .extracting(Diagnostic::render)
                    .asString()
                    .startsWith("error[H014]: not a valid class file\n  --> a/Text.class\n");
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void theSameJarGivesTheSameBytes() throws IOException {
        Path jar = program().to(folder.resolve("in.jar"));
        weave(jar, folder.resolve("one.jar"));
        weave(jar, folder.resolve("two.jar"));
        assertThat(folder.resolve("one.jar")).hasSameBinaryContentAs(folder.resolve("two.jar"));
    }

    @Test
    void aJarInWhoseOwnPlaceNothingIsToDoIsNotTouched() throws IOException {
        Path jar = program().to(folder.resolve("in.jar"));
        weave(jar, jar);
        FileTime old = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
        Files.setLastModifiedTime(jar, old);
        assertThat(weave(jar, jar).plans()).isEmpty();
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(old);
    }

    @Test
    void aWovenJarIsCopiedAsItIs() throws IOException {
        Path jar = program().to(folder.resolve("in.jar"));
        weave(jar, jar);
        weave(jar, folder.resolve("copy.jar"));
        assertThat(folder.resolve("copy.jar")).hasSameBinaryContentAs(jar);
    }

    @Test
    void aJarWithAMistakeIsNotWritten() throws IOException {
        Path jar = program().with("Mistake.class", PROGRAM.bytes("Mistake")).to(folder.resolve("in.jar"));
        byte[] before = Files.readAllBytes(jar);
        assertThat(weave(jar, jar).errors()).extracting(Diagnostic::code).containsExactly("H001");
        assertThat(jar).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(jar));
    }

    @Test
    void warningsOfPlainClassesAreShownToo() throws IOException {
        Fixture fixture = Fixture.compile("""
                class Program { @Async static Coroutine<Integer> m() { return done(1); } }
                class Caller { void call() { Program.m(); } }
                """);
        Path jar = new TestJar().with("Caller.class", fixture.bytes("Caller")).to(folder.resolve("in.jar"));
        JarWeaver.Outcome outcome = new JarWeaver(jar, fixture.classPath(), WeaverOptions.DEFAULT).weave(jar);
        assertThat(outcome.diagnostics()).extracting(Diagnostic::code).containsExactly("H101");
    }

    @Test
    void classesForANewerJavaAndThoseInWebArchivesAreWovenWhereTheyStand() throws IOException {
        Path jar = new TestJar()
                .with("META-INF/versions/11/Program.class", PROGRAM.bytes("Program"))
                .with("WEB-INF/classes/Program.class", PROGRAM.bytes("Program"))
                .to(folder.resolve("in.jar"));
        assertThat(weave(jar, jar).plans()).containsOnlyKeys("META-INF/versions/11/Program", "WEB-INF/classes/Program");
        assertThat(TestJar.entries(jar, Object::toString))
                .contains(
                        "META-INF/versions/11/Program$once$Coroutine.class",
                        "WEB-INF/classes/Program$twice$Coroutine.class");
    }

    /** The callee is async in the class for Java 9, which a class for Java 11 sees, and not in the base. */
    @Test
    void aClassForANewerJavaSeesTheOthersAsTheVirtualMachineWould() throws IOException {
        String caller = "class Caller { @Async Coroutine<Integer> m() { return done(await(Callee.get())); } }\n";
        Fixture plain = Fixture.compile(caller + "class Callee { static Coroutine<Integer> get() { return null; } }");
        Fixture async =
                Fixture.compile(caller + "class Callee { @Async static Coroutine<Integer> get() { return null; } }");
        Path jar = new TestJar()
                .with("Callee.class", plain.bytes("Callee"))
                .with("Caller.class", plain.bytes("Caller"))
                .with("META-INF/versions/9/Callee.class", async.bytes("Callee"))
                .with("META-INF/versions/11/Caller.class", async.bytes("Caller"))
                .to(folder.resolve("in.jar"));
        JarWeaver.Outcome outcome = weave(jar, jar);
        assertThat(outcome.plans().get("Caller")).doesNotContain("fused");
        assertThat(outcome.plans().get("META-INF/versions/11/Caller")).contains("fused");
    }

    @Test
    void archivesInsideAreNamedAndLeftAlone() throws IOException {
        byte[] inner = program().bytes();
        Path jar = program().with("BOOT-INF/lib/inner.jar", inner).to(folder.resolve("in.jar"));
        assertThat(weave(jar, jar).nested()).containsExactly("BOOT-INF/lib/inner.jar");
        assertThat(TestJar.content(jar, "BOOT-INF/lib/inner.jar")).isEqualTo(inner);
    }

    @Test
    void aFrameOfAnEarlierWeavingIsReplacedAndAnyOtherFileIsNot() throws IOException {
        byte[] frame = Objects.requireNonNull(PROGRAM.woven("Program").frames().get("Program$once$Coroutine"));
        Path jar = program().with("Program$once$Coroutine.class", frame).to(folder.resolve("in.jar"));
        weave(jar, folder.resolve("out.jar"));
        assertThat(TestJar.entries(folder.resolve("out.jar"), Object::toString)).hasSize(3);

        Path taken = program().with("Program$once$Coroutine.class", "no class").to(folder.resolve("taken.jar"));
        assertThatThrownBy(() -> weave(taken, taken))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(
                        "`Program$once$Coroutine.class`, which weaving `Program.class` would have to add");
    }

    @Test
    void aSignedJarIsRefusedUnlessThereIsNothingToWeave() throws IOException {
        Path jar = program().with("META-INF/KEY.SF", "x").to(folder.resolve("signed.jar"));
        byte[] before = Files.readAllBytes(jar);
        assertThatThrownBy(() -> weave(jar, jar)).hasMessageContaining("is signed (`META-INF/KEY.SF`)");
        assertThat(jar).hasBinaryContent(before);
        Path plain = new TestJar()
                .with("Plain.class", PROGRAM.bytes("Plain"))
                .with("META-INF/KEY.SF", "x")
                .to(folder.resolve("plain.jar"));
        assertThat(weave(plain, plain).plans()).isEmpty();
    }

    @Test
    void namesThatDifferInCaseOnlyGetFramesOfTheirOwn() throws IOException {
        Fixture both = Fixture.compile("""
                class Program { @Async Coroutine<Integer> m(CompletableFuture<Integer> x) { return done(await(x)); } }
                class program { @Async Coroutine<Integer> m(CompletableFuture<Integer> x) { return done(await(x)); } }
                """);
        Path jar = new TestJar()
                .with("Program.class", both.bytes("Program"))
                .with("program.class", both.bytes("program"))
                .to(folder.resolve("in.jar"));
        weave(jar, jar);
        assertThat(TestJar.entries(jar, Object::toString))
                .containsExactly(
                        "Program.class", "Program$m$Coroutine.class", "program.class", "program$m$Coroutine.class");
    }

    private static TestJar program() throws IOException {
        return new TestJar().with("Program.class", PROGRAM.bytes("Program"));
    }

    private static JarWeaver.Outcome weave(Path jar, Path out) throws IOException {
        return new JarWeaver(jar, PROGRAM.classPath(), WeaverOptions.DEFAULT).weave(out);
    }
}
