package dev.heddle.maven;

import static dev.heddle.maven.PluginDescriptor.elements;
import static dev.heddle.maven.PluginDescriptor.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What Eclipse is told about the goals. */
class LifecycleMappingTest {
    private final Element mapping;

    LifecycleMappingTest() throws Exception {
        mapping = PluginDescriptor.document("/META-INF/m2e/lifecycle-mapping-metadata.xml")
                .getDocumentElement();
    }

    @Test
    void eclipseIsToldWhatToDoWithEachGoal() throws Exception {
        assertThat(texts(mapping, "goal")).containsExactlyInAnyOrderElementsOf(PluginDescriptor.goals());
    }

    @Test
    void eclipseWeavesWhenItHasCompiledAndDoesNothingElse() {
        List<String> executed = new ArrayList<>();
        for (Element execution : elements(mapping, "pluginExecution")) {
            if (!elements(execution, "execute").isEmpty()) {
                assertThat(texts(execution, "runOnIncremental")).containsExactly("true");
                assertThat(texts(execution, "runOnConfiguration")).containsExactly("true");
                executed.addAll(texts(execution, "goal"));
            }
        }
        assertThat(executed).containsExactlyInAnyOrder("weave", "weave-test");
    }
}
