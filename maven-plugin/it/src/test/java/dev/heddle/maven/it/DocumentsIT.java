package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What the documents say about the tree is true of it. */
class DocumentsIT {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
    private static final int MAX_LINE = 120;
    private static final List<String> MODULES = List.of(
            "annotations", "transformer", "transformer/javac", "maven-plugin/migrate", "maven-plugin", "runtime");

    @Test
    void everyLinkToAFileLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Document document : Document.all()) {
            Path file = Heddle.ROOT.resolve(document.name());
            LINK.matcher(document.text())
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.contains(":"))
                    .filter(link -> !Files.exists(file.resolveSibling(link)))
                    .forEach(link -> dead.add(document.name() + ": " + link));
        }
        assertThat(dead).isEmpty();
    }

    /** A new kind of code block needs a test that runs it, compiles it or compares it. */
    @Test
    void everyCodeBlockIsOfAKindThatIsChecked() throws IOException {
        Set<String> kinds = new LinkedHashSet<>();
        for (Document document : Document.all()) {
            document.blocks().forEach(block -> kinds.add(document.name() + " " + block.language()));
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "README.md java", // ReadmeIT
                        "README.md text",
                        "README.md sh",
                        "README.md xml",
                        "docs/ARCHITECTURE.md text", // theMapHasEveryModule
                        "docs/agent.md text", // AgentIT
                        "docs/CONTRIBUTING.md sh", // theGuideForContributorsHasTheCommandOfTheReadme
                        "docs/command-line.md sh", // CommandLineIT
                        "docs/command-line.md text", // CommandLineTest of the transformer
                        "docs/debugging.md java", // DebuggingTest of the conformance module
                        "docs/debugging.md text",
                        "docs/ea-async.md java", // EaAsyncIT
                        "docs/ea-async.md sh",
                        "docs/ea-async.md text",
                        "docs/ea-async.md xml",
                        "docs/javac.md sh", // theCommandsAreThoseOfTheReadme
                        "docs/javac.md xml", // JavacPluginIT
                        "docs/errors.md java", // ErrorsDocumentTest of the conformance module
                        "docs/maven.md xml", // VersionsIT
                        "docs/migrate.md java", // DocumentTest of maven-plugin/migrate
                        "docs/migrate.md sh", // MigrationIT
                        "docs/guide/tasks-and-scopes.md java",
                        "docs/guide/channels.md java", // GuideTest of the runtime
                        "docs/guide/diagnostics.md java",
                        "docs/guide/diagnostics.md text",
                        "docs/guide/network.md java",
                        "docs/guide/shutdown.md java",
                        "docs/guide/synchronisation.md java",
                        "docs/guide/testing.md java",
                        "docs/guide/checkpoints.md java",
                        "docs/guide/checkpoints.md text",
                        "docs/guide/context.md java",
                        "docs/guide/processes.md java",
                        "docs/guide/files.md java",
                        "docs/guide/threads.md java",
                        "docs/guide/tls.md java",
                        "docs/guide/streams.md java",
                        "docs/guide/engines.md java",
                        "docs/performance.md sh", // theMeasurementsAreRepeatedByCommandsThatExist
                        "docs/proof.md sh", // theLongTestsAreStartedAsContinuousIntegrationStartsThem
                        "samples/benchmarks/README.md sh");
        assertThat(Document.of("README.md").commands()).hasSize(6);
    }

    @Test
    void theCommandsAreThoseOfTheReadme() {
        assertThat(Document.of("README.md").commands())
                .containsAll(Document.of("docs/javac.md").commands());
    }

    @Test
    void theMeasurementsAreRepeatedByCommandsThatExist() throws IOException {
        List<String> commands = Document.of("samples/benchmarks/README.md").commands();
        assertThat(commands).containsAll(Document.of("docs/performance.md").commands());
        assertThat(commands)
                .isNotEmpty()
                .allMatch(command -> command.startsWith("mvn -q package -pl samples/benchmarks")
                        || command.startsWith("mvn -B verify -Pproof ") && command.endsWith("=UnchangedBuildIT")
                        || command.startsWith("java -jar samples/benchmarks/target/benchmarks.jar ")
                        || command.startsWith("java -jar samples/benchmarks/network/target/network-benchmarks.jar "));
        assertThat(Files.readString(Heddle.ROOT.resolve("samples/benchmarks/pom.xml")))
                .contains("<finalName>benchmarks</finalName>");
        assertThat(Files.readString(Heddle.ROOT.resolve("samples/benchmarks/network/pom.xml")))
                .contains("<finalName>network-benchmarks</finalName>");
    }

    @Test
    void theLongTestsAreStartedAsContinuousIntegrationStartsThem() throws IOException {
        List<String> commands = Document.of("docs/proof.md").commands();
        String weaver = " -pl transformer/conformance,transformer/proof -am";
        assertThat(commands).contains(commands.get(0) + weaver);
        assertThat(Files.readAllLines(Heddle.ROOT.resolve(".ci/run")))
                .contains(
                        "proof_command='" + commands.get(0) + "'",
                        "weaver_proof_command=\"$proof_command" + weaver + "\"");
    }

    @Test
    void theGuideForContributorsHasTheCommandOfTheReadme() {
        assertThat(Document.of("docs/CONTRIBUTING.md").commands())
                .containsExactly(String.join(" ", Document.of("README.md").command("mvn -B")));
    }

    @Test
    void mutantsAreMadeByAProfileThatExists() throws IOException {
        assertThat(Document.of("docs/proof.md").commands())
                .filteredOn(command -> command.startsWith("mvn -B verify -Pmutation -pl "))
                .singleElement(InstanceOfAssertFactories.STRING)
                .endsWith(",transformer/conformance");
        String pom = Files.readString(Heddle.ROOT.resolve("transformer/conformance/pom.xml"));
        assertThat(pom).contains("<id>mutation</id>");
        for (String changed : List.of("infer", "facts", "normalize", "plan", "emit")) {
            assertThat(pom).contains("dev.heddle.transform." + changed + ".*");
        }
        Matcher threshold = Pattern.compile("<mutation.threshold>(\\d+)</mutation.threshold>")
                .matcher(pom);
        assertThat(threshold.find()).isTrue();
        assertThat(Document.of("docs/proof.md").text().replace('\n', ' '))
                .contains("The packages `infer`, `facts`, `normalize`, `plan` and `emit` are changed")
                .contains("The command fails below a strength of " + threshold.group(1) + " %");
    }

    @Test
    void theMapHasEveryModule() throws IOException {
        List<String> mapped = Document.of("docs/ARCHITECTURE.md")
                .block("text")
                .lines()
                .filter(line -> !line.startsWith(" "))
                .flatMap(
                        line -> Arrays.stream(line.replaceFirst("(?<!,) .*", "").split(", ")))
                .toList();
        assertThat(mapped).containsExactlyInAnyOrderElementsOf(Heddle.modules());
    }

    @Test
    void everySampleIsInTheList() throws IOException {
        String list = Document.of("samples/README.md").text();
        List<String> samples = Heddle.modules("samples").stream()
                .map(module -> module.replaceFirst("/.*", ""))
                .toList();
        assertThat(samples).isNotEmpty().allMatch(sample -> list.contains("| [" + sample + "](" + sample + ") |"));
    }

    @Test
    void proseIsWrapped() throws IOException {
        for (Document document : Document.all()) {
            assertThat(document.prose()).as(document.name()).allMatch(line -> line.length() <= MAX_LINE);
        }
    }

    @Test
    void theMapHasEveryPackage() throws IOException {
        String map = Document.of("docs/ARCHITECTURE.md").text();
        List<String> missing = packages().stream()
                .filter(name ->
                        !map.contains(name) && !map.contains("`" + name.substring(name.lastIndexOf('.') + 1) + "`"))
                .toList();
        assertThat(missing).isEmpty();
    }

    private static List<String> packages() throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : MODULES) {
            names.addAll(Heddle.packages(module));
        }
        return names;
    }
}
