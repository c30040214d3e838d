package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which code can stay unwoven, or be woven only in part, makes the build fail and says why. */
@Tag("proof")
@ParameterizedClass
@MethodSource("dev.heddle.maven.it.Maven#all")
class RedBuildsIT {
    private final Maven maven;

    RedBuildsIT(Maven maven) {
        this.maven = maven;
    }

    @Test
    void aMistakeInAClass() throws Exception {
        TestProject project = TestProject.copyOf("mistakes", maven);
        assertThat(project.maven("verify").failed().text())
                .contains("error[H001]", "error[H002]", "3 errors, shown above; no class was woven");
    }

    @Test
    void aMethodThatIsTooLargeAfterWeaving() throws Exception {
        TestProject project = TestProject.copyOf("greeting", maven);
        project.edit(
                "src/main/java/app/Large.java", """
                package app;

                import static dev.heddle.Coroutines.*;

                import dev.heddle.annotation.Async;
                import java.util.concurrent.CompletableFuture;

                class Large {
                    @Async
                    static CompletableFuture<Long> large(CompletableFuture<Long> stage) {
                        long sum = 0;
                %s        return CompletableFuture.completedFuture(sum);
                    }
                }
                """.formatted("        sum += await(stage) + sum / 3;\n".repeat(2520)));
        assertThat(project.maven("verify").failed().text())
                .contains(
                        "error[H008]: method is too large after weaving: ", "1 error, shown above; no class was woven");
        assertThat(project.target("classes")).containsExactly("app/Greeting.class", "app/Large.class");
    }

    @Test
    void aWarningThatIsToBeAnError() throws Exception {
        TestProject project = TestProject.copyOf("greeting", maven);
        project.edit("src/main/java/app/Dropped.java", """
                package app;

                import java.util.concurrent.CompletableFuture;

                class Dropped {
                    void greet(CompletableFuture<String> name) {
                        Greeting.greet(name);
                    }
                }
                """);
        assertThat(project.maven("verify", "-Dheddle.rules=H101:error").failed().text())
                .contains("error[H101]");
        assertThat(project.maven("verify", "-Dheddle.failOnWarning").failed().text())
                .contains("warning[H101]", "1 warning, shown above; no class was woven");
    }

    @Test
    void weavingBeforeThereAreClasses() throws Exception {
        assertNotWoven(TestProject.copyOf("too-early", maven));
    }

    @Test
    void compilingOnceMoreAfterWeaving() throws Exception {
        assertNotWoven(TestProject.copyOf("compiled-later", maven));
    }

    @Test
    void aJarWithoutTheFrameClasses() throws Exception {
        TestProject project = TestProject.copyOf("half-packed", maven);
        assertThat(project.maven("verify").failed().text())
                .contains("error[H011]: a woven class lacks a part: the frame class `app.Greeting$greet$Coroutine`")
                .contains("half-packed-1.jar!/app/Greeting.class");
    }

    @Test
    void aFileThatIsNoClass() throws Exception {
        TestProject project = TestProject.copyOf("greeting", maven);
        Path damaged = project.file("src/main/resources/app/Damaged.class");
        Files.createDirectories(damaged.getParent());
        Files.writeString(damaged, "no class file");
        assertThat(project.maven("verify").failed().text()).contains("error[H014]", "app/Damaged.class");
    }

    @Test
    void recordsThatCannotBeWritten() throws Exception {
        TestProject project = TestProject.copyOf("greeting", maven);
        Files.createDirectories(project.file("target"));
        Files.writeString(project.file("target/heddle"), "in the way");
        assertThat(project.maven("verify").failed().text())
                .contains("weaving " + project.file("target/classes") + " failed: ");
        assertThat(project.target("classes")).containsExactly("app/Greeting.class");
    }

    @Test
    void aPatternThatCouldMatchNothing() throws Exception {
        TestProject project = TestProject.copyOf("greeting", maven);
        assertThat(project.maven("verify", "-Dheddle.includes=app.Greeting")
                        .failed()
                        .text())
                .contains("pattern `app.Greeting` has dots");
    }

    @Test
    void anOptionThatDoesNotExist() throws Exception {
        TestProject project = TestProject.copyOf("selection", maven);
        project.replace("pom.xml", "excludes>", "exclude>");
        assertThat(project.maven("verify").failed().text()).contains("unknown option `exclude`; there are `");
    }

    @Test
    void optionsThatContradictEachOther() throws Exception {
        TestProject project = TestProject.copyOf("greeting", maven);
        assertThat(project.maven("verify", "-Dheddle.failOnError=false", "-Dheddle.failOnWarning")
                        .failed()
                        .text())
                .contains("choose one of them");
    }

    @Test
    void aClassOfAnotherVersion() throws Exception {
        TestProject project = TestProject.copyOf("greeting", maven);
        project.maven("process-classes").succeeded();
        Path woven = project.file("target/classes/app/Greeting.class");
        String other = "9".repeat(Heddle.VERSION.length());
        String bytes = Files.readString(woven, StandardCharsets.ISO_8859_1);
        Files.writeString(woven, bytes.replace(Heddle.VERSION, other), StandardCharsets.ISO_8859_1);
        Heddle.delete(project.file("target/heddle"));
        assertThat(project.maven("process-classes").failed().text()).contains("error[H010]: woven by version " + other);
    }

    private static void assertNotWoven(TestProject project) throws Exception {
        assertThat(project.maven("verify").failed().text())
                .contains("error[H009]: `app.Greeting` is not woven", "2 errors, shown above");
    }
}
