package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds in which others compile, rewrite or pack the classes too. */
@Tag("proof")
@ParameterizedClass
@MethodSource("dev.heddle.maven.it.Maven#all")
class NeighboursIT {
    private static final String CLASS_PATH = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath";

    private final Maven maven;

    NeighboursIT(Maven maven) {
        this.maven = maven;
    }

    @Test
    void kotlinAndJavaAwaitEachOther() throws Exception {
        assertPrints("kotlin", "app.Main", "hello main from Kotlin");
    }

    @Test
    void groovyAndJavaAwaitEachOther() throws Exception {
        assertPrints("groovy", "app.Main", "hello main from Groovy");
    }

    @Test
    void whatLombokMakesIsWoven() throws Exception {
        assertPrints("lombok", "app.Greeting", "hello main", "closed");
    }

    @Test
    void entitiesAreEnhancedByHibernateAndWoven() throws Exception {
        assertPrints(
                "hibernate",
                "app.Account",
                "balance 7",
                "ManagedEntity",
                "PersistentAttributeInterceptable",
                "SelfDirtinessTracker");
    }

    @Test
    void aspectsAreWovenIntoAsyncMethods() throws Exception {
        assertPrints("aspectj", "app.Greeting", "counted", "hello main");
    }

    /** Once more after the classes were instrumented and restored: what the records say is still true. */
    @Test
    void coverageIsMeasuredInWovenClassesAndThenTheyAreAsTheyWere() throws Exception {
        TestProject project = TestProject.copyOf("jacoco", maven);
        Heddle.copy(Path.of("src/projects/tested/src").toAbsolutePath(), project.file("src"));
        project.maven("verify").succeeded();
        assertThat(project.file("target/coverage.exec")).isNotEmptyFile();
        SortedMap<String, String> first = project.classes();
        assertThat(project.maven("verify").succeeded().output()).contains("[INFO] wove 0 of 5 classes");
        assertThat(project.classes()).isEqualTo(first);
        assertThat(first).hasSize(5);
    }

    @Test
    void aRepackagedJarRuns() throws Exception {
        TestProject project = TestProject.copyOf("spring-boot", maven);
        project.maven("verify").succeeded();
        assertThat(Command.java(project.folder, "-jar", "target/spring-boot-1.jar")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly("hello main");
    }

    private void assertPrints(String name, String mainClass, String... lines) throws Exception {
        TestProject project = TestProject.copyOf(name, maven);
        project.maven("verify", CLASS_PATH, "-Dmdep.outputFile=target/path.txt").succeeded();
        String path = "target/classes" + System.getProperty("path.separator")
                + Files.readString(project.file("target/path.txt"));
        assertThat(Command.java(project.folder, "-cp", path, mainClass)
                        .run()
                        .succeeded()
                        .output())
                .containsExactly(lines);
    }
}
