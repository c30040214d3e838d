package dev.heddle.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The error H009 in all compilations that come to it: those that give the plugin no {@code Filer} that knows where class files go,
 * on a JDK that does not let it reach javac's own file manager. Here that is one without the module {@code jdk.unsupported}.
 */
final class UnreachableClassFilesTest {
    private static final String SHUT = "-J--limit-modules=jdk.compiler,jdk.zipfs";
    private static final String BANK = """
            package shop;
            public class Bank {
                @Async Coroutine<Integer> pay(Coroutine<Integer> price) {
                    return done(await(price) + 1);
                }
            }
            """;

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void aProject() throws IOException {
        project = new Project(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-proc:none", "-processor dev.heddle.javac.UnreachableClassFilesTest$Idle"})
    void withoutTheProcessorNothingIsCompiled(String options) throws IOException {
        project.source("shop/Bank.java", BANK).source("shop/Branch.java", BANK.replace("Bank", "Branch"));
        String text = compile(output(options.split(" "))).failedWith();
        assertThat(text)
                .containsOnlyOnce("error: [H009] nothing of this compilation is woven")
                .contains("1 error");
        assertThat(project.tree()).isEmpty();
    }

    @Test
    void withoutAFolderForClassesNothingIsCompiled() throws IOException {
        project.source("shop/Bank.java", BANK);
        assertThat(compile(List.of("-cp", project.classPath())).failedWith()).containsOnlyOnce("error: [H009]");
        assertThat(Project.tree(project.sources)).containsOnlyKeys("shop/Bank.java");
    }

    @Test
    void severalModulesAreWoven() throws IOException {
        for (String module : List.of("one", "two")) {
            project.source(module + "/" + module + "/Bank.java", BANK.replace("package shop", "package " + module));
            project.source(module + "/module-info.java", "module " + module + " { requires api; }");
        }
        List<String> options = List.of(
                "--module-source-path",
                project.sources.toString(),
                "--module-path",
                project.api.toString(),
                "-d",
                project.classes.toString());
        compile(options).succeededWith();
        assertThat(project.tree()).containsKeys("one/one/Bank$pay$Coroutine.class", "two/two/Bank$pay$Coroutine.class");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-processor dev.heddle.javac.UnreachableClassFilesTest$Idle,dev.heddle.javac.HeddleProcessor"
            })
    void whatTheMessageAdvisesIsAWayOut(String options) throws IOException {
        project.source("shop/Bank.java", BANK);
        compile(output(options.isEmpty() ? new String[0] : options.split(" "))).succeededWith();
        assertThat(project.tree()).containsOnlyKeys("shop/Bank.class", "shop/Bank$pay$Coroutine.class");
    }

    private List<String> output(String... options) {
        return Stream.concat(
                        Stream.of("-d", project.classes.toString(), "-cp", project.classPath()), Stream.of(options))
                .toList();
    }

    /** By a process of its own, since what a JVM has of its JDK is settled when it starts. */
    private Project.Outcome compile(List<String> options) throws IOException {
        String processors = Path.of("target", "test-classes").toAbsolutePath() + File.pathSeparator + Project.plugin();
        List<String> all = new ArrayList<>(List.of(SHUT, "-processorpath", processors));
        all.addAll(options);
        return project.runApart(all);
    }

    /** Another processor than ours. */
    @SupportedAnnotationTypes("*")
    public static final class Idle extends AbstractProcessor {
        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return false;
        }
    }
}
