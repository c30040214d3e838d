package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The goal that tells what weaving does. */
class ExplainIT {
    private static final String EXPLAIN = "dev.heddle:heddle-maven-plugin:" + Heddle.VERSION + ":explain";

    @Test
    void unwovenAndWovenClassesGiveTheSamePage() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven("compile", EXPLAIN).succeeded().output())
                .contains("[INFO] explained 2 async methods, 2 suspension points, 1 of them fused: "
                        + project.file("target/heddle/explain.html"));
        Path page = project.file("target/heddle/explain.html");
        String before = Files.readString(page);
        assertThat(before).contains("app.</span>Greeting.greet(");
        assertThat(project.target("classes")).containsExactly("app/Greeting.class");

        project.maven("process-classes").succeeded();
        byte[] woven = Files.readAllBytes(project.file("target/classes/app/Greeting.class"));
        project.maven(EXPLAIN).succeeded();
        assertThat(page).hasContent(before);
        assertThat(project.file("target/heddle/explain.txt")).content().contains("bytecode of app.Greeting.greet(");
        assertThat(project.file("target/classes/app/Greeting.class")).hasBinaryContent(woven);
    }

    @Test
    void wovenClassesAreExplainedWithoutTheirSourcesAndThoseOfTestsToo() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        project.maven("process-test-classes").succeeded();
        Heddle.delete(project.file("src"));
        project.maven(EXPLAIN, EXPLAIN + "-test").succeeded();
        assertThat(project.file("target/heddle/explain.txt"))
                .content()
                .contains("async app.Greeting.greet(")
                .doesNotContain("is woven already");
        assertThat(project.file("target/heddle/explain-test.txt"))
                .content()
                .contains("async app.GreetingCheck.program(")
                .doesNotContain("app.Greeting.greet(");
    }

    @Test
    void classesWithMistakesAreExplainedToo() throws Exception {
        TestProject project = TestProject.copyOf("mistakes");
        project.maven("compile", EXPLAIN).succeeded();
        assertThat(project.file("target/heddle/explain.txt"))
                .content()
                .contains("error[H002]: `await` while holding a monitor", "async app.Fine.");
    }

    @Test
    void aProjectWithoutClassesHasNothingToExplain() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven(EXPLAIN).succeeded().output()).contains("[INFO] there are no classes to explain");
        assertThat(project.file("target/heddle")).doesNotExist();
    }
}
