package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/ea-async.md shows, run as it stands there, and a project that was written for EA Async, with its tests. */
class EaAsyncIT {
    private static final Path EA_ASYNC = Path.of(
            System.getProperty("heddle.maven.repository"),
            "com",
            "ea",
            "async",
            "ea-async",
            "1.2.3",
            "ea-async-1.2.3.jar");

    private final Document document = Document.of("docs/ea-async.md");

    @Test
    void aMavenBuildWeavesItAndItRunsWithoutEaAsync() throws Exception {
        Path work = Heddle.freshFolder("ea-async-maven");
        write(work.resolve("src/main/java"), 0);
        Files.writeString(work.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>reader</groupId>
                  <artifactId>page</artifactId>
                  <version>1</version>
                """ + document.block("xml") + "</project>\n");
        LocalRepository repository = LocalRepository.withThisBuild(work.resolve("repository"));
        Command.maven(work, repository, List.of("process-test-classes")).run().succeeded();
        assertThat(runWithoutEaAsync(work, "target/classes")).isEqualTo(promised());
    }

    @Test
    void theSourcesOfAProjectStayAsTheyAreAndItsTestsPass() throws Exception {
        TestProject project = TestProject.copyOf("ea-async");
        assertThat(project.maven("verify").succeeded().text())
                .contains("Running app.OrdersTest", "Running app.StockTest", "Tests run: 5, Failures: 0, Errors: 0");
        assertThat(project.target("classes"))
                .contains(
                        "app/Orders$total$Coroutine.class",
                        "app/Orders$price$Coroutine.class",
                        "app/Orders$bill$Coroutine.class",
                        "app/Orders$lambda$bill$0$Coroutine.class",
                        "app/Stock$left$Coroutine.class");
        assertThat(Heddle.mentioning(List.of("com/ea/async"), project.file("target/classes")))
                .isEmpty();
        assertThat(Heddle.mentioning(List.of("com/ea/async"), project.file("target/test-classes")))
                .isEmpty();
    }

    @Test
    void itsTestsFailWhereNothingIsWoven() throws Exception {
        TestProject project = TestProject.copyOf("ea-async", "ea-async-unwoven");
        assertThat(project.maven("verify", "-Dheddle.skip", "-Dtest=OrdersTest")
                        .failed()
                        .text())
                .contains("NoClassDefFoundError: com/ea/async/Async");
    }

    @Test
    void theJavacPluginMakesTheSameOfTheProject() throws Exception {
        TestProject byGoals = TestProject.copyOf("ea-async", "ea-async-goals");
        byGoals.maven("process-test-classes").succeeded();
        TestProject project = TestProject.copyOf("ea-async", "ea-async-javac");
        assertThat(project.maven("verify", "-Pby-javac").succeeded().text())
                .contains("Tests run: 5, Failures: 0, Errors: 0");
        assertThat(project.classes()).isEqualTo(byGoals.classes());
        assertThat(Heddle.classes(project.file("target/test-classes")))
                .isEqualTo(Heddle.classes(byGoals.file("target/test-classes")));
    }

    @Test
    void theAgentWeavesIt() throws Exception {
        Path work = compiled("ea-async-agent", 0);
        assertThat(command(work, "java -javaagent:").run().succeeded().output()).isEqualTo(promised());
    }

    @Test
    void theCommandLineWeavesIt() throws Exception {
        Path work = compiled("ea-async-command", 0);
        command(work, "java -jar ").run().succeeded();
        assertThat(runWithoutEaAsync(work, "classes")).isEqualTo(promised());
    }

    @Test
    void whatItBecomesDoesTheSame() throws Exception {
        Path work = compiled("ea-async-moved", 1);
        assertThat(command(work, "java -javaagent:").run().succeeded().output()).isEqualTo(promised());
    }

    private Path compiled(String name, int program) throws Exception {
        Path work = Heddle.freshFolder(name);
        for (Path jar : List.of(Heddle.agentJar(), Heddle.commandLineJar(), Heddle.runtimeJar(), EA_ASYNC)) {
            Files.copy(jar, work.resolve(jar.getFileName()));
        }
        write(work.resolve("sources"), program);
        Javac.compile(
                work.resolve("sources"),
                Files.createDirectories(work.resolve("classes")),
                List.of("-classpath", Javac.classPath() + System.getProperty("path.separator") + EA_ASYNC));
        return work;
    }

    private void write(Path sources, int program) throws Exception {
        List<Document.Block> programs = document.blocks().stream()
                .filter(block -> block.language().equals("java"))
                .toList();
        Files.writeString(
                Files.createDirectories(sources).resolve("Page.java"),
                programs.get(program).text());
    }

    private Command command(Path work, String beginning) {
        List<String> words = new ArrayList<>(document.command(beginning));
        return Command.java(work, words.subList(1, words.size()).toArray());
    }

    private static List<String> runWithoutEaAsync(Path work, String classes) throws Exception {
        String path = classes + System.getProperty("path.separator") + Heddle.runtimeJar();
        return Command.java(work, "-cp", path, "Page").run().succeeded().output();
    }

    private List<String> promised() {
        return document.block("text").lines().toList();
    }
}
