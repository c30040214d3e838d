package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The same sources through all doors: the Maven goal, javac, the command line with a folder and with a jar, and the agent.
 * The bytes are equal, and so is what the program prints.
 */
class DoorsIT {
    private static final String MAIN = "app.Main";

    @Test
    void everyDoorGivesTheSameBytesAndTheSameBehaviour() throws Exception {
        TestProject project = TestProject.copyOf("doors");
        project.maven("process-classes", "-Dheddle.skip").succeeded();
        Path work = Heddle.freshFolder("doors-open");
        Path unwoven = work.resolve("unwoven");
        Heddle.copy(project.file("target/classes"), unwoven);

        project.maven("process-classes").succeeded();
        SortedMap<String, String> byPlugin = project.classes();
        List<String> printed = printed(work, project.file("target/classes"));
        assertThat(byPlugin.keySet())
                .contains("app/Main.class", "app/Main$program$Coroutine.class", "app/Shop$Receipt$and$Coroutine.class")
                .hasSizeGreaterThan(20);
        assertThat(printed).startsWith("constructor 775,4").endsWith("futures 12 no number");

        Path byJavac = compiled(work, project.file("src/main/java"));
        assertThat(Heddle.classes(byJavac)).isEqualTo(byPlugin);
        assertThat(printed(work, byJavac)).isEqualTo(printed);

        Path folder = work.resolve("classes");
        Heddle.copy(unwoven, folder);
        commandLine("weave", "--class-path", Heddle.runtimeJar(), folder);
        assertThat(Heddle.classes(folder)).isEqualTo(byPlugin);
        assertThat(printed(work, folder)).isEqualTo(printed);

        Path jar = work.resolve("classes.jar");
        Command.jdk("jar", work, "cf", jar, "-C", unwoven, ".").run().succeeded();
        commandLine("weave", "--class-path", Heddle.runtimeJar(), jar);
        Path unpacked = Files.createDirectories(work.resolve("unpacked"));
        Command.jdk("jar", unpacked, "xf", jar).run().succeeded();
        assertThat(Heddle.classes(unpacked)).isEqualTo(byPlugin);
        assertThat(printed(work, jar)).isEqualTo(printed);

        assertThat(printed(work, unwoven, "-javaagent:" + Heddle.agentJar())).isEqualTo(printed);
        SortedMap<String, String> byAgent = hashesUnderTheAgent(work, unwoven);
        assertThat(byAgent).isEqualTo(byPlugin);
    }

    private static List<String> printed(Path work, Path classes, Object... options) throws Exception {
        List<Object> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("-cp", classes + File.pathSeparator + Heddle.runtimeJar(), MAIN));
        return Command.java(work, words.toArray()).run().succeeded().output();
    }

    private static Path compiled(Path work, Path sources) throws Exception {
        Path classes = Files.createDirectories(work.resolve("javac"));
        Javac.compile(
                sources,
                classes,
                List.of(
                        "-processorpath",
                        Heddle.javacJar().toString(),
                        "--release",
                        "17",
                        "-nowarn",
                        "-classpath",
                        Javac.classPath()));
        return classes;
    }

    private static void commandLine(Object... words) throws Exception {
        List<Object> all = new ArrayList<>(List.of("-jar", Heddle.commandLineJar()));
        all.addAll(List.of(words));
        Command.java(Heddle.ROOT, all.toArray()).run().succeeded();
    }

    /** Of the classes that another agent is offered: those that the program loads, and the frames that Heddle's defines. */
    private static SortedMap<String, String> hashesUnderTheAgent(Path work, Path classes) throws Exception {
        Path agentClasses = Files.createDirectories(work.resolve("hashes"));
        Javac.compile(Path.of("src/projects/hashes"), agentClasses);
        Path manifest = Files.writeString(
                work.resolve("manifest"), "Premain-Class: hashes.Hashes\nCan-Retransform-Classes: true\n");
        Path agent = work.resolve("hashes.jar");
        Command.jdk("jar", work, "cfm", agent, manifest, "-C", agentClasses, ".")
                .run()
                .succeeded();
        SortedMap<String, String> hashes = new TreeMap<>();
        printed(work, classes, "-javaagent:" + Heddle.agentJar(), "-javaagent:" + agent).stream()
                .filter(line -> line.startsWith("app/"))
                .map(line -> line.split(" "))
                .forEach(words -> hashes.put(words[0], words[1]));
        return hashes;
    }
}
