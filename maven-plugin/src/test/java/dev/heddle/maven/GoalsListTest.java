package dev.heddle.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The goals and their options are those of the list in the tree, which builds depend on: what is in the list of a release
 * stays there. {@code -Dheddle.goldens=rewrite} writes what is; the difference is then read.
 */
class GoalsListTest {
    private static final Path LIST = Path.of("src/test/goals.txt");

    @Test
    void theListHasEveryGoalAndOption() throws Exception {
        String goals = PluginDescriptor.list();
        if ("rewrite".equals(System.getProperty("heddle.goldens"))) {
            Files.writeString(LIST, goals);
        }
        assertThat(goals)
                .describedAs("%s; -Dheddle.goldens=rewrite makes it anew", LIST)
                .isEqualTo(Files.readString(LIST));
    }
}
