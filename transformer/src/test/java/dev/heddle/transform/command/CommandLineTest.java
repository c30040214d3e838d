package dev.heddle.transform.command;

import static dev.heddle.transform.HostileNames.DOT;
import static dev.heddle.transform.HostileNames.NUL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.heddle.transform.Fixture;
import dev.heddle.transform.HostileNames;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.TestJar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "command-line.md");
    private static final Fixture PROGRAM = Fixture.compile("""
            class Program {
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x) { return done(await(x)); }
            }
            class Idle {
                @Async static Coroutine<Integer> length(String item) { return done(item.length()); }
            }
            class Mistake { int twice(CompletableFuture<Integer> x) { return 2 * await(x); } }
            """);

    private static final Fixture LARGE = Fixture.compile("class Large { @Async static Coroutine<Long> large("
            + "CompletionStage<Long> stage) { long sum = 0;\n"
            + "sum += await(stage) + sum / 3;\n".repeat(2520)
            + "return done(sum); } }");

    @TempDir
    Path folder;

    private Path classes;
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        Files.write(classes.resolve("Program.class"), PROGRAM.bytes("Program"));
    }

    @Test
    void helpIsWhatTheDocumentShows() throws IOException {
        assertThat(run("--help")).isZero();
        Matcher block = Pattern.compile("^```text\\n(usage: .*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        assertThat(text(results)).isEqualTo(block.group(1));
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(WeaverOptions.NAMES).allMatch(name -> CommandLine.usage().contains("\n  --" + name + "="));
    }

    @Test
    void aFolderIsWovenInPlaceAndThenVerifies() {
        assertThat(run("verify", classes)).isEqualTo(1);
        assertThat(run("weave", classes)).isZero();
        assertThat(run("verify", classes)).isZero();
        assertThat(text(results)).isEqualTo("wove 1 of 1 classes\nverified 2 classes in " + classes + "\n");
        assertThat(text(messages)).contains("error[H009]").endsWith("is not woven as it should be\n");
    }

    @Test
    void lintShowsWhatIsFoundAndWritesNoClass() throws IOException {
        Files.write(classes.resolve("Idle.class"), PROGRAM.bytes("Idle"));
        Path sarif = folder.resolve("findings.sarif");

        assertThat(run("lint", "--sarif", sarif, classes)).isZero();

        assertThat(text(messages)).startsWith("info[H102]: `length` is `@Async` and awaits nothing\n");
        assertThat(text(results)).isEqualTo("looked at 2 classes\n");
        assertThat(Files.readString(sarif)).contains("\"ruleId\": \"H102\"");
        assertThat(Files.readAllBytes(classes.resolve("Idle.class"))).isEqualTo(PROGRAM.bytes("Idle"));
    }

    @Test
    void whatLintHasWrittenAsABaselineIsNotShownAgain() throws IOException {
        Files.write(classes.resolve("Idle.class"), PROGRAM.bytes("Idle"));
        Path baseline = folder.resolve("baseline.txt");

        assertThat(run("lint", "--new-baseline", baseline, classes)).isZero();
        assertThat(run("lint", "--rules=*:error", classes)).isEqualTo(1);
        messages.reset();
        assertThat(run("lint", "--rules=*:error", "--baseline=" + baseline, classes))
                .isZero();
        assertThat(text(messages)).isEmpty();
    }

    @Test
    void lintTellsOfClassesInWhichNothingCanBeFound() {
        run("weave", classes);
        assertThat(run("lint", classes)).isZero();
        assertThat(text(messages)).startsWith("note: 1 of 1 classes are woven already");
    }

    /** The same class through folder and jar, twice each; the other doors are tested where their programs run. */
    @Test
    void everyDoorGivesTheSameBytesAndASecondTimeChangesNothing() throws IOException {
        Path jar = new TestJar().with("Program.class", PROGRAM.bytes("Program")).to(folder.resolve("program.jar"));
        Path out = folder.resolve("out.jar");
        for (int time = 0; time < 2; time++) {
            assertThat(run("weave", classes)).isZero();
            assertThat(run("weave", "-o", out, jar)).isZero();
            assertThat(run("weave", jar)).isZero();
            for (String name : List.of("Program.class", "Program$m$Coroutine.class")) {
                byte[] inFolder = Files.readAllBytes(classes.resolve(name));
                assertThat(TestJar.content(out, name)).isEqualTo(inFolder);
                assertThat(TestJar.content(jar, name)).isEqualTo(inFolder);
            }
        }
        byte[] direct = PROGRAM.woven("Program").classFile();
        assertThat(classes.resolve("Program.class")).hasBinaryContent(direct);
    }

    @Test
    void aMistakeIsShownAndNothingIsWritten() throws IOException {
        Files.write(classes.resolve("Mistake.class"), PROGRAM.bytes("Mistake"));
        assertThat(run("weave", classes)).isEqualTo(1);
        assertThat(text(messages)).contains("error[H001]").endsWith("1 error; no class was woven\n");
        assertThat(classes.resolve("Program.class")).hasBinaryContent(PROGRAM.bytes("Program"));
    }

    @Test
    void aMethodThatIsTooLargeAfterWeavingIsShownAndNothingIsWritten() throws IOException {
        Files.write(classes.resolve("Large.class"), LARGE.bytes("Large"));
        Path jar = new TestJar()
                .with("Program.class", PROGRAM.bytes("Program"))
                .with("Large.class", LARGE.bytes("Large"))
                .to(folder.resolve("program.jar"));
        byte[] before = Files.readAllBytes(jar);
        Path out = folder.resolve("out.jar");
        for (List<Object> words :
                List.of(words("weave", classes), words("weave", jar), words("weave", "-o", out, jar))) {
            messages.reset();
            assertThat(run(words.toArray())).isEqualTo(1);
            assertThat(text(messages))
                    .startsWith("error[H008]: method is too large after weaving: ")
                    .contains("in Large.large(CompletionStage)")
                    .endsWith("1 error; no class was woven\n");
        }
        assertThat(text(results)).isEmpty();
        assertThat(classes.resolve("Program.class")).hasBinaryContent(PROGRAM.bytes("Program"));
        assertThat(classes.resolve("Large.class")).hasBinaryContent(LARGE.bytes("Large"));
        assertThat(jar).hasBinaryContent(before);
        assertThat(files()).containsExactlyInAnyOrder("Program.class", "Large.class", "program.jar");
    }

    @Test
    void namesInClassFilesLeadNowhere() throws IOException {
        byte[] outside = PROGRAM.bytes("Idle");
        Files.write(folder.resolve("x.class"), outside);
        List<String> names =
                List.of("../x", DOT + DOT + "/x", folder + "/x", "/x", "a\\x", "x" + NUL, "a\nx", "x".repeat(300));
        for (String name : names) {
            byte[] hostile = HostileNames.renamed(PROGRAM.bytes("Program"), "Program", name);
            Files.write(classes.resolve("Program.class"), hostile);
            Path jar = new TestJar().with("Program.class", hostile).to(folder.resolve("program.jar"));
            byte[] before = Files.readAllBytes(jar);
            for (Path place : List.of(classes, jar)) {
                messages.reset();
                assertThat(run("weave", place)).as(name).isEqualTo(1);
                assertThat(text(messages))
                        .containsPattern("^error\\[H01[46]\\]: ")
                        .endsWith("; no class was woven\n");
                assertThat(run("lint", place)).as(name).isEqualTo(1);
                assertThat(run("explain", place)).as(name).isEqualTo(1);
                assertThat(run("verify", place)).as(name).isEqualTo(1);
            }
            assertThat(classes.resolve("Program.class")).hasBinaryContent(hostile);
            assertThat(jar).hasBinaryContent(before);
        }
        assertThat(folder.resolve("x.class")).hasBinaryContent(outside);
        assertThat(files()).containsExactlyInAnyOrder("Program.class", "program.jar", "x.class");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void optionsReachTheWeaver() {
        assertThat(run("weave", "--calls=direct", classes)).isEqualTo(2);
        assertThat(text(messages)).startsWith("error: `calls` is `direct`; it can be `linked` or `plain`\n");
        assertThat(run("weave", "--await", classes)).isEqualTo(2);
        assertThat(text(messages)).contains("error: `await` is no option; options are written `<name>=<value>`");
        assertThat(run("weave", "--dialect=ea-async", "--await=a.B.c", classes)).isZero();
    }

    @Test
    void explainTellsWhatWeavingDoesAndChangesNothing() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Files.writeString(sources.resolve("Program.java"), "\n".repeat(6) + "    @Async /* in the source */\n");
        assertThat(run("explain", "--sources", sources, classes)).isZero();
        assertThat(text(results))
                .startsWith(
                        "What weaving does to " + classes + "\n1 async method, 1 suspension point, 0 of them fused\n")
                .contains("@Async /* in the source */")
                .doesNotContain("bytecode of");
        assertThat(classes.resolve("Program.class")).hasBinaryContent(PROGRAM.bytes("Program"));
        assertThat(run("explain", "--calls=direct", classes)).isEqualTo(2);
    }

    @Test
    void explainWritesAPageOrAText() throws IOException {
        Path page = folder.resolve("page.html");
        Path text = folder.resolve("page.txt");
        assertThat(run("explain", "-o", page, classes)).isZero();
        assertThat(run("explain", "-o", text, classes)).isZero();
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("Program.m(CompletableFuture)");
        assertThat(text).content().contains("bytecode of Program.m(CompletableFuture)", "invokestatic Awaits.await");
        assertThat(text(results)).isEqualTo("1 async method, 1 suspension point, 0 of them fused\n".repeat(2));
    }

    @Test
    void explainShowsAMistakeAndFails() throws IOException {
        Files.write(classes.resolve("Mistake.class"), PROGRAM.bytes("Mistake"));
        assertThat(run("explain", classes)).isEqualTo(1);
        assertThat(text(results)).contains("error[H001]", "async Program.m(");
        assertThat(text(messages))
                .isEqualTo("1 error; classes with errors cannot be woven, and so are not explained\n");
    }

    @Test
    void wrongUsageIsExplained() {
        assertThat(Stream.of(
                                words(),
                                words("unpack", classes),
                                words("weave"),
                                words("weave", classes, classes),
                                words("weave", "-x", classes),
                                words("weave", classes, "-o"),
                                words("weave", classes, "-o", "x.jar"),
                                words("verify", "-o", "x.jar", classes),
                                words("weave", "--sarif", "x", classes),
                                words("explain", classes, classes),
                                words("weave", folder.resolve("none")),
                                words("weave", "a\0b"))
                        .map(words -> run(words.toArray())))
                .containsOnly(2);
        assertThat(text(messages).lines().filter(line -> line.startsWith("error: ")))
                .containsExactly(
                        "error: a command is missing; there are `weave`, `verify`, `lint`, `explain`",
                        "error: unknown command `unpack`; there are `weave`, `verify`, `lint`, `explain`",
                        "error: a folder or a jar is missing",
                        "error: `weave` takes one folder or jar, not 2",
                        "error: unknown option `-x`",
                        "error: `-o` needs a value behind it",
                        "error: `" + classes + "` is a folder, which is woven in place; `-o` is for jars",
                        "error: unknown option `-o`",
                        "error: `sarif` is no option; options are written `<name>=<value>`, with the names `"
                                + String.join("`, `", WeaverOptions.NAMES) + "`",
                        "error: `explain` takes one folder or jar, not 2",
                        "error: `" + folder.resolve("none") + "` does not exist",
                        "error: `a\\u0000b` is no path: Nul character not allowed");
    }

    @Test
    void namesThatATerminalWouldObeyAreShownInstead() throws IOException {
        Path jar = folder.resolve("program.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("Program.class"));
            zip.write(PROGRAM.bytes("Program"));
            zip.putNextEntry(new ZipEntry("lib/\u202eraj.jar"));
        }
        assertThat(run("weave", jar)).isZero();
        assertThat(run("weave", folder.resolve("\u001b[31m"))).isEqualTo(2);
        assertThat(text(messages))
                .contains("left alone: lib/\\u202eraj.jar", "`" + folder + "/\\u001b[31m` does not exist");
    }

    @Test
    void aFileThatIsNoClassIsNamed() throws IOException {
        Files.writeString(classes.resolve("Text.class"), "no class file at all");
        assertThat(run("weave", classes)).isNotZero();
        assertThat(text(messages)).contains("Text");
        assertThat(classes.resolve("Program.class")).hasBinaryContent(PROGRAM.bytes("Program"));
    }

    @Test
    void verifyAndLintTellOfAFileThatIsNoClassAndLookAtTheOthers() throws IOException {
        Files.writeString(classes.resolve("Another.class"), "no class file at all");
        assertThat(run("verify", classes)).isEqualTo(1);
        assertThat(text(messages)).isEqualTo("""
                error[H009]: `Another` is not woven
                  --> classes/Another.class in Another
                   = note: it cannot be woven as it is: H014, not a valid class file
                   = help: weave it in the build that compiles it
                error[H009]: `Program` is not woven
                  --> classes/Program.class in Program
                   = note: its `await` would throw `NotWovenError`
                   = help: weave it in the build that compiles it
                2 errors; `CLASSES` is not woven as it should be
                """.replace("CLASSES", classes.toString()));
        messages.reset();
        assertThat(run("lint", classes)).isEqualTo(1);
        assertThat(text(messages)).contains("error[H014]", "Another.class", "that is what stops a build");
    }

    @Test
    void aFileInAJarThatIsNoClassIsNamed() throws IOException {
        Path jar = new TestJar()
                .with("Program.class", PROGRAM.bytes("Program"))
                .with("a/Text.class", "no class file at all")
                .to(folder.resolve("program.jar"));
        byte[] before = Files.readAllBytes(jar);
        assertThat(run("weave", jar)).isEqualTo(1);
        assertThat(text(messages)).isEqualTo("""
                error[H014]: not a valid class file
                  --> a/Text.class
                   = note: it does not begin like one
                   = help: compile the class again; if it is meant to be so, exclude it from weaving
                1 error; no class was woven
                """);
        assertThat(jar).hasBinaryContent(before);
        assertThat(run("verify", jar)).isEqualTo(1);
        assertThat(run("lint", jar)).isEqualTo(1);
    }

    /** Weaving has no reason to read more of it than the names in it. */
    @Test
    void aDamagedClassThatHasNothingToDoWithHeddleIsPassedOver() throws IOException {
        byte[] damaged =
                Fixture.compile("class Plain { int one() { return 1; } }").bytes("Plain");
        Files.write(classes.resolve("Plain.class"), Arrays.copyOf(damaged, damaged.length - 20));
        assertThat(run("weave", classes)).isZero();
        assertThat(run("verify", classes)).isZero();
        assertThat(run("lint", classes)).isZero();
    }

    @Test
    void linksThatLeadInCirclesAreNotFollowed() throws IOException {
        Files.createSymbolicLink(classes.resolve("again"), classes);
        Files.createDirectory(classes.resolve("Folder.class"));
        assertThat(run("weave", classes)).isZero();
        assertThat(text(results)).isEqualTo("wove 1 of 1 classes\n");
    }

    @Test
    void aLinkToAFileOutsideIsReplacedByTheWovenClass() throws IOException {
        Path outside = Files.move(classes.resolve("Program.class"), folder.resolve("Outside.class"));
        Files.createSymbolicLink(classes.resolve("Program.class"), outside);
        assertThat(run("weave", classes)).isZero();
        assertThat(outside).hasBinaryContent(PROGRAM.bytes("Program"));
        assertThat(Files.isSymbolicLink(classes.resolve("Program.class"))).isFalse();
    }

    @Test
    void aFolderBehindALinkIsWoven() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), classes);
        assertThat(run("weave", link)).isZero();
        assertThat(text(results)).isEqualTo("wove 1 of 1 classes\n");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path file = classes.resolve("Program.class");
        assertThat(file.toFile().setReadable(false)).isTrue();
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertThat(run("weave", classes)).isEqualTo(2);
        assertThat(text(messages)).contains("Program.class` cannot be read or written: permission denied");
    }

    @Test
    void aClassFileThatIsTooLargeIsNamed() throws IOException {
        Path large = classes.resolve("Large.class");
        try (var file = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((64L << 20) + 1); // takes no space on the disk
        }
        assertThat(run("weave", classes)).isEqualTo(2);
        assertThat(text(messages)).contains("Large.class` has 67108865 bytes, more than the 67108864");
    }

    private static List<Object> words(Object... words) {
        return List.of(words);
    }

    private int run(Object... words) {
        return new CommandLine(stream(results), stream(messages))
                .run(Arrays.stream(words).map(Object::toString).toList());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
