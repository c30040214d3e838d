package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Does what README.md says: its commands, its program and its snippets, word for word. */
class ReadmeIT {
    private final Document readme = Document.of("README.md");

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
        Files.writeString(work.resolve("pom.xml"), project());
        build(work);
        Command.Outcome run = Command.java(work, "-cp", "target/classes:" + Heddle.runtimeJar(), "Greeter")
                .run();
        assertThat(run.succeeded().output()).isEqualTo(promised());
    }

    @Test
    void theAgentLineRunsTheProgramCompiledByTheLineBeforeIt() throws Exception {
        Path work = Heddle.freshFolder("readme-agent");
        Files.writeString(work.resolve("Greeter.java"), readme.block("java"));
        for (Path jar : List.of(Heddle.agentJar(), Heddle.runtimeJar(), Heddle.annotationsJar())) {
            Files.copy(jar, work.resolve(jar.getFileName()));
        }
        run(work, "javac -d").succeeded();
        assertThat(run(work, "java -javaagent").succeeded().output()).isEqualTo(promised());
    }

    @Test
    void theRuntimeIsEnoughOnTheModulePathToo() throws Exception {
        Path work = Heddle.freshFolder("readme-modules");
        Path sources = Files.createDirectories(work.resolve("src/main/java"));
        Files.createDirectories(sources.resolve("app"));
        Files.writeString(
                sources.resolve("app/Greeter.java"),
                "package app;\n" + readme.block("java").replace("class Greeter", "public class Greeter"));
        Files.writeString(sources.resolve("module-info.java"), "module app { requires dev.heddle; }");
        String modularCompiler =
                "<plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>";
        Files.writeString(work.resolve("pom.xml"), project().replace("<plugins>", "<plugins>" + modularCompiler));
        build(work);
        Command.Outcome run = Command.java(
                        work, "--module-path", "target/classes:" + Heddle.runtimeJar(), "-m", "app/app.Greeter")
                .run();
        assertThat(run.succeeded().output()).isEqualTo(promised());
    }

    private Command.Outcome run(Path work, String beginning) throws Exception {
        List<String> command = readme.command(beginning);
        return Command.jdk(
                        command.get(0), work, command.subList(1, command.size()).toArray())
                .run();
    }

    @Test
    void theSnippetsNameThisVersion() {
        assertThat(readme.block("xml")).contains("<version>" + Heddle.VERSION + "</version>");
    }

    /** A new project with the snippet and nothing else. */
    private String project() {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>reader</groupId>
                  <artifactId>first-try</artifactId>
                  <version>1</version>
                """ + readme.block("xml") + "</project>\n";
    }

    private static void build(Path work) throws Exception {
        LocalRepository repository = LocalRepository.withThisBuild(work.resolve("repository"));
        Command.maven(work, repository, List.of("process-test-classes")).run().succeeded();
    }

    /** The output that README.md shows. */
    private List<String> promised() {
        return readme.block("text").lines().toList();
    }
}
