package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same sources through all doors: the Maven goal, javac, the command line with a folder and with a jar, and the agent.
 * The bytes are equal, and so is what the program prints.
 */
class DoorsIT {
    private static final String MAIN = "app.Main";

    /** What classes name that link calls at run time, or can be linked to. */
    private static final List<String> LINKED = List.of("dev/heddle/coroutine/DirectCalls", "directForm");

    /** @param options of the weaver as the agent takes them: none or one */
    @ParameterizedTest
    @ValueSource(strings = {"", "calls=plain"})
    void everyDoorGivesTheSameBytesAndTheSameBehaviour(String options) throws Exception {
        TestProject project = TestProject.copyOf("doors");
        project.maven("process-classes", "-Dheddle.skip").succeeded();
        Path work = Heddle.freshFolder("doors-open");
        Path unwoven = work.resolve("unwoven");
        Heddle.copy(project.file("target/classes"), unwoven);

        project.maven(words("process-classes", options.isEmpty() ? "" : "-Dheddle." + options))
                .succeeded();
        SortedMap<String, String> byPlugin = project.classes();
        List<String> printed = printed(work, project.file("target/classes"));
        assertThat(byPlugin.keySet())
                .contains("app/Main.class", "app/Main$program$Coroutine.class", "app/Shop$Receipt$and$Coroutine.class")
                .hasSizeGreaterThan(20);
        assertThat(printed).startsWith("constructor 775,4").endsWith("futures 12 no number");
        assertThat(Heddle.mentioning(LINKED, project.file("target/classes")).isEmpty())
                .isEqualTo(options.equals("calls=plain"));

        Path byJavac =
                compiled(work, project.file("src/main/java"), options.isEmpty() ? "" : "-Xplugin:heddle " + options);
        assertThat(Heddle.classes(byJavac)).isEqualTo(byPlugin);
        assertThat(printed(work, byJavac)).isEqualTo(printed);

        Path folder = work.resolve("classes");
        Heddle.copy(unwoven, folder);
        String option = options.isEmpty() ? "" : "--" + options;
        commandLine("weave", option, "--class-path", Heddle.runtimeJar(), folder);
        assertThat(Heddle.classes(folder)).isEqualTo(byPlugin);
        assertThat(printed(work, folder)).isEqualTo(printed);

        Path jar = work.resolve("classes.jar");
        Command.jdk("jar", work, "cf", jar, "-C", unwoven, ".").run().succeeded();
        commandLine("weave", option, "--class-path", Heddle.runtimeJar(), jar);
        Path unpacked = Files.createDirectories(work.resolve("unpacked"));
        Command.jdk("jar", unpacked, "xf", jar).run().succeeded();
        assertThat(Heddle.classes(unpacked)).isEqualTo(byPlugin);
        assertThat(printed(work, jar)).isEqualTo(printed);

        String agent = "-javaagent:" + Heddle.agentJar() + (options.isEmpty() ? "" : "=" + options);
        assertThat(printed(work, unwoven, agent)).isEqualTo(printed);
        assertThat(hashesUnderTheAgent(work, unwoven, agent)).isEqualTo(byPlugin);
    }

    private static List<String> printed(Path work, Path classes, Object... options) throws Exception {
        List<Object> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("-cp", classes + File.pathSeparator + Heddle.runtimeJar(), MAIN));
        return Command.java(work, words.toArray()).run().succeeded().output();
    }

    private static String[] words(Object... words) {
        return Stream.of(words)
                .map(Object::toString)
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    private static Path compiled(Path work, Path sources, String plugin) throws Exception {
        Path classes = Files.createDirectories(work.resolve("javac"));
        Javac.compile(
                sources,
                classes,
                List.of(words(
                        plugin,
                        "-processorpath",
                        Heddle.javacJar().toString(),
                        "--release",
                        "17",
                        "-nowarn",
                        "-classpath",
                        Javac.classPath())));
        return classes;
    }

    private static void commandLine(Object... words) throws Exception {
        List<Object> all = new ArrayList<>(List.of("-jar", Heddle.commandLineJar()));
        all.addAll(List.of(words(words)));
        Command.java(Heddle.ROOT, all.toArray()).run().succeeded();
    }

    /** Of the classes that another agent is offered: those that the program loads, and the frames that Heddle's defines. */
    private static SortedMap<String, String> hashesUnderTheAgent(Path work, Path classes, String weaving)
            throws Exception {
        Path agentClasses = Files.createDirectories(work.resolve("hashes"));
        Javac.compile(Path.of("src/projects/hashes"), agentClasses);
        Path manifest = Files.writeString(
                work.resolve("manifest"), "Premain-Class: hashes.Hashes\nCan-Retransform-Classes: true\n");
        Path hashing = work.resolve("hashes.jar");
        Command.jdk("jar", work, "cfm", hashing, manifest, "-C", agentClasses, ".")
                .run()
                .succeeded();
        SortedMap<String, String> hashes = new TreeMap<>();
        printed(work, classes, weaving, "-javaagent:" + hashing).stream()
                .filter(line -> line.startsWith("app/"))
                .map(line -> line.split(" "))
                .forEach(words -> hashes.put(words[0], words[1]));
        return hashes;
    }
}
