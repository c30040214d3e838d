package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command line in virtual machines of its own, and beside the other doors. */
class CommandLineIT {
    @Test
    void theCommandsOfTheDocumentWork() throws Exception {
        Path work = Heddle.freshFolder("command-line");
        for (Path jar : List.of(Heddle.agentJar(), Heddle.runtimeJar(), Heddle.annotationsJar())) {
            Files.copy(jar, work.resolve(jar.getFileName()));
        }
        Files.writeString(work.resolve("Greeter.java"), Document.of("README.md").block("java"));
        Command.Outcome last = null;
        for (String command : Document.of("docs/command-line.md").commands()) {
            List<String> words = List.of(command.split(" "));
            last = Command.jdk(
                            words.get(0), work, words.subList(1, words.size()).toArray())
                    .run()
                    .succeeded();
        }
        assertThat(last.output())
                .isEqualTo(Document.of("README.md").block("text").lines().toList());
    }

    /** Plugin, agent, and the command line with a folder and a jar: the same classes give the same bytes. */
    @Test
    void everyDoorGivesTheSameBytes() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        project.maven("process-classes", "-Dheddle.skip").succeeded();
        Path work = Heddle.freshFolder("doors");
        Path folder = work.resolve("classes");
        Heddle.copy(project.file("target/classes"), folder);
        Path jar = work.resolve("classes.jar");
        Command.jdk("jar", work, "cf", jar, "-C", folder, ".").run().succeeded();
        SortedMap<String, String> byAgent = hashesUnderTheAgent(work, folder);

        heddle("weave", "--class-path", Heddle.runtimeJar(), folder);
        heddle("weave", "--class-path", Heddle.runtimeJar(), jar);
        Path unpacked = Files.createDirectories(work.resolve("unpacked"));
        Command.jdk("jar", unpacked, "xf", jar).run().succeeded();
        project.maven("process-classes").succeeded();

        SortedMap<String, String> byPlugin = hashes(project.file("target/classes"));
        assertThat(byPlugin).hasSize(3);
        assertThat(hashes(folder)).isEqualTo(byPlugin);
        assertThat(hashes(unpacked)).isEqualTo(byPlugin);
        assertThat(byAgent).containsKey("app/Greeting.class");
        assertThat(byPlugin).containsAllEntriesOf(byAgent);
    }

    private static void heddle(Object... words) throws Exception {
        Object[] all = Stream.concat(Stream.of("-jar", Heddle.agentJar()), Stream.of(words))
                .toArray();
        Command.java(Heddle.ROOT, all).run().succeeded();
    }

    /** Of the classes that are offered to agents: those that the program loads, frames are defined by the agent itself. */
    private static SortedMap<String, String> hashesUnderTheAgent(Path work, Path classes) throws Exception {
        Path agentClasses = Files.createDirectories(work.resolve("hashes"));
        Javac.compile(Path.of("src/projects/hashes"), agentClasses);
        Path manifest = Files.writeString(
                work.resolve("manifest"), "Premain-Class: hashes.Hashes\nCan-Retransform-Classes: true\n");
        Path agent = work.resolve("hashes.jar");
        Command.jdk("jar", work, "cfm", agent, manifest, "-C", agentClasses, ".")
                .run()
                .succeeded();
        String path = classes + System.getProperty("path.separator") + Heddle.runtimeJar();
        SortedMap<String, String> hashes = new TreeMap<>();
        Command.java(work, "-javaagent:" + Heddle.agentJar(), "-javaagent:" + agent, "-cp", path, "app.Greeting")
                .run()
                .succeeded()
                .output()
                .stream()
                .filter(line -> line.startsWith("app/"))
                .map(line -> line.split(" "))
                .forEach(words -> hashes.put(words[0], words[1]));
        return hashes;
    }

    private static SortedMap<String, String> hashes(Path folder) throws Exception {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(folder.relativize(file).toString(), HexFormat.of().formatHex(hash));
            }
        }
        return hashes;
    }
}
