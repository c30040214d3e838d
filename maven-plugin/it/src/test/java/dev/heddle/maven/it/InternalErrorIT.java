package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H900 through each door: a weaver in which a bug has been planted, and a class in which it shows. */
class InternalErrorIT {
    private static final Path GREETING =
            Path.of("src/projects/greeting/src/main/java").toAbsolutePath();

    /** With the names of the two files. Maven begins lines with words of its own, javac shows the source behind the first. */
    private static final Pattern MESSAGE = Pattern.compile("""
            internal error\\[H900]: the code woven for app\\.Sum\\.sum\\$.* does not verify: .+
            (?:.*\\n){0,2}?.*= note: this is a bug in Heddle, not in the program
            .*= note: the plan is in (\\S+\\.txt), the bytecode in (\\S+\\.class)
            .*= help: please report it with these files""");

    @Test
    void theCommandLineEndsWithPlanAndBytecodeAndLeavesAFolderAsItIs() throws Exception {
        Path work = Heddle.freshFolder("internal-error-folder");
        Path buggy = PlantedBug.inCopyOf(Heddle.commandLineJar(), work.resolve("buggy.jar"));
        Path classes = Files.createDirectories(work.resolve("classes"));
        Javac.compile(GREETING, classes);
        weave(work, Heddle.commandLineJar(), "classes").succeeded();
        compileSum(work, classes);
        SortedMap<String, String> before = Heddle.classes(work);
        Command.Outcome failed = weave(work, buggy, "classes");
        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.text()).matches(MESSAGE);
        assertReport(work, failed);
        Heddle.delete(work.resolve("heddle"));
        assertThat(Heddle.classes(work)).isEqualTo(before);
        assertThat(weave(work, Heddle.commandLineJar(), "classes").succeeded().output())
                .containsExactly("wove 1 of 4 classes");
        assertGreets(work, "classes");
    }

    @Test
    void theCommandLineLeavesAJarAsItIs() throws Exception {
        Path work = Heddle.freshFolder("internal-error-jar");
        Path buggy = PlantedBug.inCopyOf(Heddle.commandLineJar(), work.resolve("buggy.jar"));
        Path classes = Files.createDirectories(work.resolve("classes"));
        Javac.compile(GREETING, classes);
        compileSum(work, classes);
        Command.jdk("jar", work, "--create", "--file", "program.jar", "-C", "classes", ".")
                .run()
                .succeeded();
        byte[] before = Files.readAllBytes(work.resolve("program.jar"));
        assertThat(weave(work, buggy, "-o", "woven.jar", "program.jar").exitCode())
                .isEqualTo(2);
        Command.Outcome failed = weave(work, buggy, "program.jar");
        assertThat(failed.exitCode()).isEqualTo(2);
        assertReport(work, failed);
        assertThat(work.resolve("program.jar")).hasBinaryContent(before);
        assertThat(names(work)).containsExactly("buggy.jar", "classes", "heddle", "program.jar", "sum");
        weave(work, Heddle.commandLineJar(), "program.jar").succeeded();
        assertGreets(work, "program.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "lint", "explain"})
    void commandsThatWriteNoClassTellOfItToo(String command) throws Exception {
        Path work = Heddle.freshFolder("internal-error-" + command);
        Path buggy = PlantedBug.inCopyOf(Heddle.commandLineJar(), work.resolve("buggy.jar"));
        compileSum(work, Files.createDirectories(work.resolve("classes")));
        Command.Outcome failed = run(work, buggy, command, "classes");
        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.text()).matches(MESSAGE);
        assertReport(work, failed);
    }

    @Test
    void theGoalFailsTheBuildAndWritesNoClass() throws Exception {
        TestProject project = TestProject.copyOf("greeting", "internal-error-build");
        project.edit("src/main/java/app/Sum.java", PlantedBug.PROGRAM);
        project.maven("process-classes", "-Dheddle.skip").succeeded();
        SortedMap<String, String> compiled = project.classes();
        Path weaver = project.jar("heddle-transformer");
        byte[] sound = Files.readAllBytes(weaver);
        PlantedBug.in(weaver);
        Command.Outcome failed = project.maven("process-classes").failed();
        assertThat(failed.output()).contains("[INFO] BUILD FAILURE");
        assertReport(project.folder, failed);
        assertThat(project.classes()).isEqualTo(compiled);
        assertThat(project.target("heddle"))
                .as("plan and bytecode, and no records")
                .hasSize(2);
        for (String goal : List.of("heddle:check", "heddle:lint", "heddle:explain")) {
            Heddle.delete(project.file("target/heddle"));
            assertReport(project.folder, project.maven(goal).failed());
        }
        Files.write(weaver, sound);
        assertThat(project.maven("process-classes").succeeded().output()).contains("[INFO] wove 2 of 2 classes");
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("hello main");
    }

    @Test
    void javacFailsAndLeavesNoClassOfThatSource() throws Exception {
        Path work = Heddle.freshFolder("internal-error-javac");
        Path buggy = PlantedBug.inCopyOf(Heddle.javacJar(), work.resolve("buggy.jar"));
        Files.createDirectories(work.resolve("temporary"));
        Files.writeString(work.resolve("Sum.java"), PlantedBug.PROGRAM);
        Command.Outcome failed = Command.jdk(
                        "javac",
                        work,
                        "-J-Djava.io.tmpdir=temporary",
                        "-processorpath",
                        buggy,
                        "-d",
                        "classes",
                        "-cp",
                        Javac.classPath(),
                        "Sum.java",
                        GREETING.resolve("app/Greeting.java"))
                .run()
                .failed();
        assertReport(work, failed);
        assertThat(Heddle.classes(work.resolve("classes")).keySet())
                .containsExactly(
                        "app/Greeting$greet$Coroutine.class",
                        "app/Greeting$program$Coroutine.class",
                        "app/Greeting.class");
        assertGreets(work, "classes");
    }

    private static Command.Outcome weave(Path work, Path weaver, String... words) throws Exception {
        return run(work, weaver, "weave", words);
    }

    private static Command.Outcome run(Path work, Path weaver, String command, String... words) throws Exception {
        Object[] first = {"-jar", weaver, command, "--class-path", Javac.classPath()};
        return Command.java(
                        work, Stream.concat(Stream.of(first), Stream.of(words)).toArray())
                .run();
    }

    private static void compileSum(Path work, Path classes) throws IOException {
        Path source = Files.createDirectories(work.resolve("sum"));
        Files.writeString(source.resolve("Sum.java"), PlantedBug.PROGRAM);
        Javac.compile(source, classes);
    }

    /** What the message says has to be reported is there, and tells what is needed. */
    private static void assertReport(Path work, Command.Outcome failed) throws Exception {
        List<MatchResult> messages = MESSAGE.matcher(failed.text()).results().toList();
        assertThat(messages).as(failed.text()).hasSize(1);
        Path plan = work.resolve(messages.get(0).group(1));
        Path bytecode = work.resolve(messages.get(0).group(2));
        assertThat(plan)
                .content()
                .startsWith("internal error[H900]: the code woven for app.Sum.sum$")
                .contains("\n\nasync app.Sum.sum(CompletableFuture", "state 1   await   line 12");
        assertThat(Command.jdk("javap", work, "-c", "-p", bytecode)
                        .run()
                        .succeeded()
                        .text())
                .contains("class app.Sum {", "sum$async(", "sum$resume(");
    }

    private static void assertGreets(Path work, String place) throws Exception {
        String path = place + System.getProperty("path.separator") + Javac.classPath();
        assertThat(Command.java(work, "-cp", path, "app.Greeting")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly("hello main");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
