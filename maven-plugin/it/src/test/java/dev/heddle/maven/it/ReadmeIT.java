package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Does what README.md says: its commands, its program and its snippets, word for word. */
class ReadmeIT {
    private final Readme readme;

    ReadmeIT() throws Exception {
        readme = new Readme();
    }

    @Test
    void theFirstCommandRunsTheGreeterFromAFreshTree() throws Exception {
        Path work = Heddle.freshFolder("readme-tree");
        Path tree = work.resolve("heddle");
        Heddle.copy(Heddle.ROOT, tree);
        LocalRepository repository = LocalRepository.empty(work.resolve("repository"));
        List<String> command = readme.command("mvn -q");
        Command.Outcome run = Command.maven(tree, repository, command.subList(1, command.size()))
                .run();
        assertThat(run.succeeded().output()).containsSubsequence(promised());
    }

    @Test
    void theTestCommandIsTheOneThatContinuousIntegrationRuns() throws Exception {
        assertThat(Files.readAllLines(Heddle.ROOT.resolve(".ci/run")))
                .contains("test_command='" + String.join(" ", readme.command("mvn -B")) + "'");
    }

    @Test
    void theProgramIsBuiltAndRunByAProjectWithTheSnippet() throws Exception {
        Path work = Heddle.freshFolder("readme-project");
        Path sources = Files.createDirectories(work.resolve("src/main/java"));
        Files.writeString(sources.resolve("Greeter.java"), readme.block("java"));
        Files.writeString(work.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>reader</groupId>
                  <artifactId>first-try</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.source>17</maven.compiler.source>
                    <maven.compiler.target>17</maven.compiler.target>
                  </properties>
                """ + readme.block("xml") + "</project>\n");
        LocalRepository repository = LocalRepository.withThisBuild(work.resolve("repository"));
        Command.maven(work, repository, List.of("process-test-classes")).run().succeeded();
        Command.Outcome run = Command.java(work, "-cp", "target/classes:" + Heddle.runtimeJar(), "Greeter")
                .run();
        assertThat(run.succeeded().output()).isEqualTo(promised());
    }

    @Test
    void theAgentLineRunsTheProgramCompiledByPlainJavac() throws Exception {
        Path work = Heddle.freshFolder("readme-agent");
        Path sources = Files.createDirectories(work.resolve("sources"));
        Files.writeString(sources.resolve("Greeter.java"), readme.block("java"));
        Javac.compile(sources, Files.createDirectories(work.resolve("classes")));
        for (Path jar : List.of(Heddle.agentJar(), Heddle.runtimeJar())) {
            Files.copy(jar, work.resolve(jar.getFileName()));
        }
        List<String> command = readme.command("java -javaagent");
        Command.Outcome run =
                Command.java(work, command.subList(1, command.size()).toArray()).run();
        assertThat(run.succeeded().output()).isEqualTo(promised());
    }

    @Test
    void theSnippetsNameThisVersion() {
        assertThat(readme.block("xml")).contains("<version>" + Heddle.VERSION + "</version>");
    }

    /** The output that README.md shows. */
    private List<String> promised() {
        return readme.block("text").lines().toList();
    }
}
