package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of versions that belong together, and how docs/maven.md has projects import it. */
class VersionsIT {
    private static final String LIST = "runtime/bom";
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.+)</artifactId>");

    /** It has no parent, so nothing else keeps its version in step. */
    @Test
    void theListIsOfThisBuild() throws IOException {
        assertThat(pom(LIST))
                .contains("<artifactId>heddle-bom</artifactId>\n  <version>" + Heddle.VERSION + "</version>");
    }

    @Test
    void theListHasAllThatIsPublished() throws IOException {
        List<String> published = new ArrayList<>();
        for (String module : Heddle.modules()) {
            if (!module.equals(LIST) && !pom(module).contains("<internal>true</internal>")) {
                published.add(artifacts(pom(module).replaceFirst("(?s)<parent>.*</parent>", ""))
                        .get(0));
            }
        }
        List<String> listed = artifacts(pom(LIST).replaceFirst("(?s).*<dependencyManagement>", ""));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(published).contains("heddle-javac");
        assertThat(pom(LIST).split("<version>\\$\\{project.version}</version>", -1))
                .as("each is of this version")
                .hasSize(1 + listed.size());
    }

    @Test
    void aProjectThatImportsItNamesNoOtherVersion() throws Exception {
        TestProject project = TestProject.copyOf("greeting", "imported-versions");
        Files.writeString(project.file("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>app</groupId>
                  <artifactId>greeting</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                %s
                  <dependencies>
                    <dependency>
                      <groupId>dev.heddle</groupId>
                      <artifactId>heddle-runtime</artifactId>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                %s
                    </plugins>
                  </build>
                </project>
                """.formatted(
                Document.of("docs/maven.md").block("xml"),
                withoutVersion("heddle-javac", Document.of("docs/javac.md").block("xml"))));
        project.maven("compiler:compile").succeeded();
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("hello main");
    }

    private static String withoutVersion(String artifact, String xml) {
        String name = "<artifactId>" + artifact + "</artifactId>";
        String shorter = xml.replaceFirst(name + "\\s*<version>.*</version>", name);
        assertThat(shorter).isNotEqualTo(xml);
        return shorter;
    }

    private static List<String> artifacts(String pom) {
        return ARTIFACT.matcher(pom)
                .results()
                .map((MatchResult artifact) -> artifact.group(1))
                .toList();
    }

    private static String pom(String module) throws IOException {
        return Files.readString(Heddle.ROOT.resolve(module).resolve("pom.xml"));
    }
}
