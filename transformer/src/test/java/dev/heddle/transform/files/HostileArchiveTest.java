package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.command.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that lie or are damaged: a clear message, an untouched original, and no other file. */
class HostileArchiveTest {
    private static final Fixture PROGRAM = Fixture.compile("""
            class Program {
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x) { return done(await(x)); }
            }
            """);

    /** Where an entry's size stands in its central header. */
    private static final int SIZE = 24;

    private static final int COMPRESSED_SIZE = 20;

    /** What the command line returns where it cannot read what it is to look at. */
    private static final int COULD_NOT = 2;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** What may be allocated for a small archive, three times, by a weaver that is used for the first time. */
    private static final long MOST_BYTES = 64 << 20;

    @TempDir
    Path folder;

    @AfterEach
    void nothingElseIsThere() throws IOException {
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .allMatch("hostile.jar"::equals);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../Program.class",
                "a/../../Program.class",
                "a/..",
                "/Program.class",
                "C:/Program.class",
                "c:Program.class",
                "a\\..\\Program.class",
                "..\\Program.class",
                "./Program.class",
                "a//Program.class",
                "a\nb.class",
                "a\u0000.class",
                "a\u001b[31mb.class",
                "a\u009b31mb.class"
            })
    void anEntryThatLeavesTheArchiveIsRefused(String name) throws IOException {
        refused(program().with(name, PROGRAM.bytes("Program")).bytes(), "which is no name of a file in the archive");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        byte[] jar = program().with("Progrbm.class", "other").bytes();
        refused(TestJar.replace(jar, "Progrbm", "Program"), "has the entry `Program.class` twice");
    }

    @Test
    void anEntryThatIsLargerThanItSaysIsRefused() throws IOException {
        byte[] jar = program().with("text", "x".repeat(1000)).bytes();
        refused(TestJar.patchCentralHeader(jar, "text", SIZE, 999), "it does not have the size that the archive says");
    }

    @Test
    void anEntryThatIsSmallerThanItSaysIsRefused() throws IOException {
        byte[] jar = program().with("text", "x".repeat(1000)).bytes();
        refused(TestJar.patchCentralHeader(jar, "text", SIZE, 1001), "`hostile.jar!/text` is damaged");
    }

    @Test
    void aClassThatIsLargerThanItSaysIsRefused() throws IOException {
        byte[] jar = program().bytes();
        int size = PROGRAM.bytes("Program").length;
        refused(
                TestJar.patchCentralHeader(jar, "Program.class", SIZE, size - 1),
                "`hostile.jar!/Program.class` is damaged");
        refused(
                TestJar.patchCentralHeader(jar, "Program.class", SIZE, size + 1),
                "`hostile.jar!/Program.class` is damaged");
    }

    @Test
    void anEntryWithAWrongChecksumIsRefused() throws IOException {
        byte[] jar = program().bytes();
        refused(TestJar.patchCentralHeader(jar, "Program.class", 16, 1), "its checksum is wrong");
    }

    @Test
    void anArchiveThatExpandsWithoutEndIsRefusedBeforeItIsRead() throws IOException {
        byte[] jar = program().with("zeros", new byte[10_000_000]).bytes();
        Archive.Limits limits = new Archive.Limits(1 << 20, 1 << 20, 200);
        refused(jar, limits, "would expand to 10000");
    }

    @Test
    void entriesThatSayTheyTakeMoreThanTheFileAreRefused() throws IOException {
        byte[] jar = program().with("text", "text").bytes();
        refused(TestJar.patchCentralHeader(jar, "text", COMPRESSED_SIZE, jar.length), "");
    }

    @Test
    void aClassFileThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        byte[] jar = program().bytes();
        refused(jar, new Archive.Limits(100, 1 << 20, 200), "more than the 100 that a class file is allowed to have");
    }

    @Test
    void aFileThatIsNoArchiveIsRefused() throws IOException {
        refused("hello".getBytes(), "is no archive, or has something before its first entry");
        refused(new byte[0], "is no archive");
        byte[] jar = program().bytes();
        byte[] script = new byte[jar.length + 10];
        System.arraycopy(jar, 0, script, 10, jar.length);
        refused(script, "has something before its first entry");
    }

    @Test
    void anArchiveThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] jar = program().with("text", "text").bytes();
        for (int length = 0; length < jar.length; length++) {
            refused(java.util.Arrays.copyOf(jar, length), "");
        }
    }

    @Test
    void damagedBytesNeverEndInAnotherException() throws IOException {
        damage(200);
    }

    @Test
    @Tag("proof")
    void noneOfManyDamagedBytesEndsInAnotherException() throws IOException {
        damage(30_000);
    }

    /** Whatever a damaged byte does, there is a message or a jar, and soon. */
    private void damage(int archives) throws IOException {
        byte[] jar = program().with("text", "text".repeat(100)).with("dir/", "").bytes();
        seeds(archives).forEach(seed -> {
            try {
                assertTimeoutPreemptively(LONGEST, () -> takeWithinBounds(damaged(jar, seed)));
            } catch (Throwable stray) {
                throw new AssertionError("-Dheddle.seeds=" + seed + ": " + stray.getMessage(), stray);
            }
        });
    }

    /** Those that {@code -Dheddle.seeds=1000-1999} chooses, or else so many from 1 on. */
    private static LongStream seeds(int count) {
        String[] range = System.getProperty("heddle.seeds", "1-" + count).split("-");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]));
    }

    private static byte[] damaged(byte[] jar, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] damaged = jar.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private void takeWithinBounds(byte[] jar) throws IOException {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        Path file = Files.write(folder.resolve("hostile.jar"), jar);
        look(file);
        assertThat(file).hasBinaryContent(jar);
        try {
            weave(file, Archive.Limits.DEFAULT);
        } catch (IOException refused) {
            assertThat(refused).hasMessageNotContaining("null");
            assertThat(file).hasBinaryContent(jar);
        }
        assertThat(THREADS.getThreadAllocatedBytes(thread) - before).isLessThan(MOST_BYTES);
    }

    /** The commands that only look tell what is wrong in words of their own. */
    private static void look(Path file) {
        for (String command : List.of("verify", "lint")) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
            int exitCode = new CommandLine(stream, stream).run(List.of(command, file.toString()));

            String text = said.toString(StandardCharsets.UTF_8);
            assertThat(text)
                    .describedAs(command)
                    .isNotEmpty()
                    .doesNotContain("null", "Exception", "out of bounds", "internal error");
            assertThat(text.startsWith("error: ")).isEqualTo(exitCode == COULD_NOT);
        }
    }

    @Test
    void aFolderThatIsNamedLikeAClassIsNoClass() throws IOException {
        Path jar = Files.write(
                folder.resolve("hostile.jar"),
                program().with("Other.class/", "").bytes());
        assertThat(weave(jar, Archive.Limits.DEFAULT).classes()).isEqualTo(1);
    }

    @Test
    void veryLongNamesAreNamesLikeOthers() throws IOException {
        String name = "a/".repeat(30_000) + "Program.class";
        Path jar = Files.write(
                folder.resolve("hostile.jar"),
                new TestJar().with(name, PROGRAM.bytes("Program")).bytes());
        assertThat(weave(jar, Archive.Limits.DEFAULT).plans()).hasSize(1);
        assertThat(TestJar.entries(jar, Object::toString)).hasSize(2);
    }

    private static TestJar program() throws IOException {
        return new TestJar().with("Program.class", PROGRAM.bytes("Program"));
    }

    private void refused(byte[] jar, String message) throws IOException {
        refused(jar, Archive.Limits.DEFAULT, message);
    }

    private void refused(byte[] jar, Archive.Limits limits, String message) throws IOException {
        Path file = Files.write(folder.resolve("hostile.jar"), jar);
        assertThatThrownBy(() -> weave(file, limits))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("hostile.jar")
                .hasMessageContaining(message);
        look(file);
        assertThat(file).hasBinaryContent(jar);
    }

    private static JarWeaver.Outcome weave(Path jar, Archive.Limits limits) throws IOException {
        return new JarWeaver(jar, PROGRAM.classPath(), WeaverOptions.DEFAULT, SourceFiles.NONE, limits).weave(jar);
    }
}
