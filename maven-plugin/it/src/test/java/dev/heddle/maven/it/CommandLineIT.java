package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line in virtual machines of its own. */
class CommandLineIT {
    @Test
    void theCommandsOfTheDocumentWork() throws Exception {
        Path work = Heddle.freshFolder("command-line");
        for (Path jar : List.of(Heddle.commandLineJar(), Heddle.runtimeJar(), Heddle.annotationsJar())) {
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
}
