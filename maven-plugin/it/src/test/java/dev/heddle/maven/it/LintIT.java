package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The goal {@code lint}, and what silences findings in builds. */
class LintIT {
    private TestProject project;

    @BeforeEach
    void write() throws IOException {
        project = TestProject.copyOf("greeting");
        source("");
    }

    @Test
    void whatIsFoundIsShownWithItsPlaceInTheSource() throws Exception {
        assertThat(project.maven("compile", "heddle:lint").succeeded().output())
                .contains(
                        "[WARNING] warning[H114]: `sum` is read before an `await` and written after it",
                        "  --> app/Sum.java:9:9 in Sum.add(Coroutine)",
                        " 9 |         sum += await(price);",
                        "   |         ^^^",
                        "[INFO] info[H102]: `free` is `@Async` and awaits nothing",
                        "[INFO] looked at 2 classes");
    }

    @Test
    void whatIsFoundInSourcesIsShownToo() throws Exception {
        Files.writeString(project.file("src/main/java/app/Late.java"), """
                package app;
                import static dev.heddle.Coroutines.*;
                import dev.heddle.*;
                import dev.heddle.annotation.Async;
                import java.util.List;
                final class Late {
                    @Async
                    static Coroutine<Void> all(List<Coroutine<Void>> calls) {
                        for (Coroutine<Void> call : calls) {
                            await(call);
                        }
                        Greeting.greet(null);
                        return done();
                    }
                    @Async @SuppressWarnings("heddle:H213")
                    static Coroutine<Void> inTurn(List<Coroutine<Void>> calls) {
                        for (Coroutine<Void> call : calls) {
                            await(call);
                        }
                        return done();
                    }
                }
                """);
        Path baseline = project.file("heddle-baseline.txt");
        List<String> shown = project.maven("process-classes", "heddle:lint", "-Dheddle.newBaseline=" + baseline)
                .succeeded()
                .output();
        assertThat(Files.readString(baseline))
                .contains("\nH213 app/Late.java Late.all: ", "\nH114 app/Sum.java Sum.add: ");
        assertThat(shown).noneMatch(line -> line.contains("[H213]"));
        List<String> all = project.maven("heddle:lint").succeeded().output();
        assertThat(all)
                .filteredOn(line -> line.contains("[H213]"))
                .singleElement()
                .asString()
                .startsWith("[INFO] info[H213]: ");
        assertThat(all).anyMatch(line -> line.matches("  --> app/Late.java:\\d+:\\d+ in Late.all\\(List\\)"));
        assertThat(all)
                .as("seen in trees and in bytecode")
                .filteredOn(line -> line.contains("[H101]"))
                .hasSize(1);
        assertThat(project.maven("heddle:lint", "-Dheddle.baseline=" + baseline, "-Dheddle.rules=H213:error,H101:error")
                        .succeeded()
                        .text())
                .doesNotContain("H213", "H101");
    }

    @Test
    void whatTheGoalHasWrittenIsKnownToTheJavacPlugin() throws Exception {
        Files.writeString(project.file("src/main/java/app/Late.java"), """
                package app;
                import static dev.heddle.Coroutines.*;
                import dev.heddle.*;
                import dev.heddle.annotation.Async;
                import java.util.List;
                final class Late {
                    final Runnable opening = () -> Greeting.greet(null);
                    @Async
                    static Coroutine<Void> all(List<Coroutine<Void>> calls) {
                        for (Coroutine<Void> call : calls) {
                            await(call);
                        }
                        calls.forEach(call -> Greeting.greet(null));
                        return done();
                    }
                    static Runnable later() {
                        return new Runnable() {
                            @Override
                            public void run() {
                                Greeting.greet(null);
                            }
                        };
                    }
                }
                """);
        Path baseline = project.file("heddle-baseline.txt");
        project.maven("process-classes", "heddle:lint", "-Dheddle.newBaseline=" + baseline)
                .succeeded();
        String rules = "-Xplugin:heddle rules=H102:warning,H213:warning";
        assertThat(javac(rules))
                .filteredOn(line -> line.matches(".*warning: \\[H\\d+].*"))
                .extracting(line -> line.replaceFirst(".*\\[(H\\d+)].*", "$1"))
                .contains("H102", "H114", "H213")
                .filteredOn("H101"::equals)
                .hasSize(3);
        assertThat(javac(rules + " baseline=" + baseline)).isEmpty();
    }

    private List<String> javac(String plugin) throws Exception {
        return Command.jdk(
                        "javac",
                        project.folder,
                        "-processorpath",
                        Heddle.javacJar(),
                        "-d",
                        "target/by-javac",
                        "-cp",
                        Javac.classPath(),
                        plugin,
                        "src/main/java/app/Greeting.java",
                        "src/main/java/app/Late.java",
                        "src/main/java/app/Sum.java")
                .run()
                .succeeded()
                .output();
    }

    @Test
    void sourcesThatNeedAnAnnotationProcessorAreNamed() throws Exception {
        Files.writeString(
                project.file("src/main/java/app/Half.java"), "package app; class Half { Missing missing; }\n");
        project.replace(
                "pom.xml", "</project>", "<properties><maven.main.skip>true</maven.main.skip></properties></project>");
        assertThat(project.maven("compile", "heddle:lint").succeeded().text())
                .contains("javac does not understand these sources, at which not all rules could look: app/Half.java");
    }

    @Test
    void whatIsMeantIsSilencedInTheSourceAlsoWhereItWouldStopTheBuild() throws Exception {
        assertThat(project.maven("process-classes", "-Dheddle.rules=H114:error")
                        .failed()
                        .text())
                .contains("error[H114]");
        source("@SuppressWarnings(\"heddle:H114\")");
        assertThat(project.maven("process-classes", "-Dheddle.rules=H114:error")
                        .succeeded()
                        .text())
                .doesNotContain("H114");
    }

    @Test
    void findingsAreWrittenForOtherToolsAndAsABaseline() throws Exception {
        Path sarif = project.file("target/heddle.sarif");
        Path baseline = project.file("heddle-baseline.txt");
        project.maven("compile", "heddle:lint", "-Dheddle.sarif=" + sarif, "-Dheddle.newBaseline=" + baseline)
                .succeeded();

        assertThat(Files.readString(sarif))
                .contains("\"uri\": \"src/main/java/app/Sum.java\"", "\"startColumn\": 9", "\"ruleId\": \"H102\"");
        assertThat(Files.readString(baseline)).contains("\nH114 app/Sum.java Sum.add: ");
        assertThat(project.maven("process-classes", "-Dheddle.baseline=" + baseline, "-Dheddle.rules=*:error")
                        .succeeded()
                        .text())
                .doesNotContain("H114");
        Files.writeString(baseline, "");
        assertThat(project.maven("process-classes", "-Dheddle.baseline=" + baseline, "-Dheddle.rules=*:error")
                        .failed()
                        .text())
                .as("what is known has changed, and nothing else")
                .contains("H114");
    }

    private void source(String annotation) throws IOException {
        Files.writeString(project.file("src/main/java/app/Sum.java"), """
                package app;
                import static dev.heddle.Coroutines.*;
                import dev.heddle.*;
                import dev.heddle.annotation.Async;
                final class Sum {
                    int sum;
                    @Async %s
                    Coroutine<Void> add(Coroutine<Integer> price) {
                        sum += await(price);
                        return done();
                    }
                    @Async
                    static Coroutine<Integer> free() {
                        return done(0);
                    }
                }
                """.formatted(annotation));
    }
}
