package dev.heddle.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/maven.md have what the plugin has, and nothing else. */
class GoalsDocumentTest {
    private static final Pattern NAME = Pattern.compile("`([\\w-]+)`");

    @Test
    void everyGoalIsInTheTable() throws Exception {
        assertThat(firstColumn("## Goals")).containsExactlyInAnyOrderElementsOf(PluginDescriptor.goals());
    }

    @Test
    void everyOptionIsInTheTable() throws Exception {
        assertThat(firstColumn("## Options")).containsExactlyInAnyOrderElementsOf(PluginDescriptor.options());
    }

    private static List<String> firstColumn(String heading) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "maven.md"));
        String section = text.substring(text.indexOf(heading)).split("\n## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> NAME.matcher(cell).results())
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .toList();
    }
}
