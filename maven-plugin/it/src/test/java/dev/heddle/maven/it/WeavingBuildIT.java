package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small projects outside the reactor, built by Maven as a user would build them. */
class WeavingBuildIT {
    /** What is said of the project {@code mistakes}. */
    private static final String MISTAKES = """
            [ERROR] error[H001]: `await` in a method that is not `@Async`
              --> app/Account.java:9:16 in Account.balance(CompletableFuture)
               |
             9 |         return await(amount);
               |                ^^^^^
               = note: only a woven method can suspend
               = help: annotate the method with `@Async` and return `Coroutine<Integer>`
            [ERROR] error[H002]: `await` while holding a monitor
              --> app/Bank.java:15:25 in Bank.charge(CompletableFuture)
               |
            14 |         synchronized (lock) {
               |         ------------------- taken here
            15 |             return done(await(amount));
               |                         ^^^^^ would suspend while holding `lock`
               = note: a monitor belongs to a thread, not to a task: while this task waits, another one on \
            the same thread could enter
               = help: await before the `synchronized` block or after it; state that only tasks of one loop \
            touch needs no lock
            [ERROR] error[H001]: `await` in a method that is not `@Async`
              --> app/Bank.java:20:16 in Bank.balance(CompletableFuture)
               |
            20 |         return await(amount);
               |                ^^^^^
               = note: only a woven method can suspend
               = help: annotate the method with `@Async` and return `Coroutine<Integer>`
            """;

    @Test
    void mainAndTestClassesAreWovenAndRun() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven("process-test-classes").succeeded().output()).contains("[INFO] wove 1 of 1 classes");
        assertThat(project.target("classes"))
                .containsExactly(
                        "app/Greeting$greet$Coroutine.class",
                        "app/Greeting$program$Coroutine.class",
                        "app/Greeting.class");
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("hello main");
        assertThat(project.java("app.GreetingCheck", "test-classes", "classes")
                        .succeeded()
                        .output())
                .containsExactly("hello test");
    }

    @Test
    void aSecondRunWritesNothing() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        project.maven("process-test-classes").succeeded();
        SortedMap<String, String> before = identities(project.file("target"));
        assertThat(project.maven("process-test-classes").succeeded().output())
                .contains("[INFO] wove 0 of 3 classes", "[INFO] Nothing to compile - all classes are up to date.");
        assertThat(identities(project.file("target"))).isEqualTo(before);
    }

    @Test
    void framesGoWithTheMethodThatNeededThem() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        project.maven("process-classes").succeeded();
        Path source = project.file("src/main/java/app/Greeting.java");
        Files.writeString(source, """
                package app;

                public class Greeting {
                    public static void main(String[] args) {
                        System.out.println("hello");
                    }
                }
                """);
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        project.maven("process-classes").succeeded();
        assertThat(project.target("classes")).containsExactly("app/Greeting.class");
    }

    @Test
    void aBuildWithMistakesShowsThemAllAndWeavesNothing() throws Exception {
        TestProject project = TestProject.copyOf("mistakes");
        Command.Outcome build = project.maven("process-classes").failed();
        assertThat(messages(build.output())).isEqualTo(MISTAKES);
        assertThat(build.text()).contains("3 errors, shown above; no class was woven");
        assertThat(project.target("classes")).containsExactly("app/Account.class", "app/Bank.class", "app/Fine.class");
        assertThat(project.file("target/heddle")).doesNotExist();
    }

    @Test
    void linesMayEndAsOnWindows() throws Exception {
        TestProject project = TestProject.copyOf("mistakes");
        for (String name : List.of("Account", "Bank", "Fine")) {
            project.replace("src/main/java/app/" + name + ".java", "\n", "\r\n");
        }
        assertThat(messages(project.maven("process-classes").failed().output())).isEqualTo(MISTAKES);
    }

    @Test
    void aFolderMayHaveAnyName() throws Exception {
        String name = "a place, 100 + ü";
        String jnu = System.getProperty("sun.jnu.encoding");
        boolean canBeWritten = Charset.forName(jnu).newEncoder().canEncode(name);
        TestProject project = TestProject.copyOf("greeting", canBeWritten ? name : name.replace('ü', 'u'));
        project.maven("process-test-classes", goal("check"), goal("check-test")).succeeded();
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("hello main");
        project.replace("src/main/java/app/Greeting.java", "hello", "good morning");
        project.maven("process-classes").succeeded();
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("good morning main");
    }

    @Test
    void classFilesThatMayNotBeWrittenAreReplaced() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        project.maven("compile").succeeded();
        assertThat(project.file("target/classes/app/Greeting.class").toFile().setReadOnly())
                .isTrue();
        project.maven("process-classes").succeeded();
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("hello main");
    }

    @Test
    void weavingCanBeSkipped() throws Exception {
        TestProject project = TestProject.copyOf("mistakes");
        project.maven("process-classes", "-Dheddle.skip").succeeded();
        assertThat(project.target("classes")).containsExactly("app/Account.class", "app/Bank.class", "app/Fine.class");
    }

    @Test
    void warningsAreShownAndStopABuildThatWantsIt() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        Files.writeString(project.file("src/main/java/app/Dropped.java"), """
                package app;

                import java.util.concurrent.CompletableFuture;

                class Dropped {
                    void greet(CompletableFuture<String> name) {
                        Greeting.greet(name);
                    }
                }
                """);
        assertThat(project.maven("process-classes", "-Dheddle.rules=H101:error")
                        .failed()
                        .text())
                .contains("[ERROR] error[H101]: the coroutine that `greet` returns is dropped");
        assertThat(project.maven("process-classes").succeeded().output())
                .contains(
                        "[WARNING] warning[H101]: the coroutine that `greet` returns is dropped",
                        "  --> app/Dropped.java:7:18 in Dropped.greet(CompletableFuture)");
    }

    @Test
    void classesThatAreExcludedStayAsTheyAreAndSayWhatIsMissing() throws Exception {
        TestProject project = TestProject.copyOf("selection");
        project.maven("process-classes").succeeded();
        assertThat(project.java("app.Woven", "classes").succeeded().output()).containsExactly("Woven");
        assertThat(project.java("app.Unwoven", "classes").failed().text())
                .contains("NotWovenError: `await` called in app.Unwoven.program(Unwoven.java:13)");
    }

    @Test
    void classesAreSelectedOnTheCommandLineToo() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven("process-test-classes", "-Dheddle.excludes=shop/**,app/Greeting")
                        .succeeded()
                        .output())
                .contains("[INFO] wove 0 of 1 classes", "[INFO] wove 1 of 1 classes");
    }

    @Test
    void checkFindsWhatIsNotWovenAndPassesWhatIs() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        String check = goal("check");
        assertThat(project.maven("process-test-classes", "-Dheddle.excludes=app/Greeting", check, goal("check-test"))
                        .succeeded()
                        .output())
                .anyMatch(line -> line.startsWith("[INFO] checked 1 classes in "));
        assertThat(project.maven(check).failed().text())
                .contains("[ERROR] error[H009]: `app.Greeting` is not woven")
                .contains("1 error, shown above");
        assertThat(project.maven(check, "-Dheddle.failOnError=false")
                        .succeeded()
                        .text())
                .contains("[ERROR] error[H009]: `app.Greeting` is not woven");
        assertThat(project.maven("process-test-classes", check, goal("check-test"))
                        .succeeded()
                        .text())
                .doesNotContain("H009");
    }

    @Test
    void checkTestFindsTestClassesThatAreNotWoven() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven("test-compile", "-Dheddle.skip").succeeded().text())
                .doesNotContain("wove");
        assertThat(project.maven(goal("check-test")).failed().text())
                .contains("[ERROR] error[H009]: `app.GreetingCheck` is not woven");
    }

    @Test
    void helpListsGoalsAndOptions() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven(goal("help"), "-Ddetail", "-Dgoal=weave")
                        .succeeded()
                        .text())
                .contains("heddle:weave", "failOnWarning", "User property: heddle.failOnWarning");
    }

    @Test
    void aBuildGoesOnAfterErrorsWhereItIsToldTo() throws Exception {
        TestProject project = TestProject.copyOf("mistakes");
        assertThat(project.maven("process-classes", "-Dheddle.failOnError=false")
                        .succeeded()
                        .output())
                .contains(
                        "[ERROR] error[H001]: `await` in a method that is not `@Async`", "[INFO] wove 1 of 3 classes");
        assertThat(project.target("classes")).contains("app/Fine$twice$Coroutine.class", "app/Bank.class");
    }

    @Test
    void aBuildStopsAtWarningsWhereItIsToldToAndAlsoWhenItHasWovenBefore() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        project.edit("src/main/java/app/Asleep.java", """
                package app;

                import static dev.heddle.Coroutines.*;

                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;
                import java.util.concurrent.CompletableFuture;

                class Asleep {
                    @Async
                    static Coroutine<Void> sleep(CompletableFuture<Void> before) throws InterruptedException {
                        await(before);
                        Thread.sleep(1);
                        return done();
                    }
                }
                """);
        assertThat(project.maven("process-classes").succeeded().text()).contains("[WARNING] warning[H201]");
        assertThat(project.maven("process-classes").succeeded().text()).doesNotContain("H201");
        assertThat(project.maven("process-classes", "-Dheddle.failOnWarning")
                        .failed()
                        .text())
                .contains("[WARNING] warning[H201]", "1 warning, shown above; no class was woven");
    }

    @Test
    void theClassesWovenEarlierAreVerifiedWhereThatIsAskedFor() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven("process-classes", "-Dheddle.verify=all")
                        .succeeded()
                        .output())
                .contains("[INFO] wove 1 of 1 classes")
                .anyMatch(line -> line.startsWith("[INFO] checked 3 classes in "));
        assertThat(project.maven("process-classes", "-Dheddle.verify=none")
                        .failed()
                        .text())
                .contains("`heddle.verify` is `none`; it can be `written` or `all`");
    }

    private static String goal(String name) {
        return "dev.heddle:heddle-maven-plugin:" + Heddle.VERSION + ":" + name;
    }

    @Test
    void plansAreWrittenWhereTheyAreAskedFor() throws Exception {
        TestProject project = TestProject.copyOf("selection");
        project.maven("process-classes").succeeded();
        assertThat(project.target("heddle/plans")).containsExactly("app/Woven.txt");
        assertThat(Files.readString(project.file("target/heddle/plans/app/Woven.txt")))
                .startsWith("async app.Woven.program(CompletableFuture)");
    }

    @Test
    void aMisspeltOptionIsRefused() throws Exception {
        TestProject project = TestProject.copyOf("selection");
        Path pom = project.file("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("excludes>", "exclude>"));
        assertThat(project.maven("process-classes").failed().text())
                .contains("unknown option `exclude`; there are `", "`, `excludes`, `", "`, `includes`, `");
    }

    @Test
    void aMisspeltPropertyIsReported() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven("process-test-classes", "-Dheddle.varaibles=visible")
                        .succeeded()
                        .output())
                .filteredOn(line -> line.startsWith("[WARNING] unknown property"))
                .singleElement()
                .asString()
                .startsWith("[WARNING] unknown property `heddle.varaibles`; there are `heddle.")
                .contains("`, `heddle.variables`");
    }

    @Test
    void aValueThatAnOptionDoesNotHaveIsRefused() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven("process-classes", "-Dheddle.calls=direct")
                        .failed()
                        .text())
                .contains("`calls` is `direct`; it can be `linked` or `plain`");
    }

    @Test
    void anUnknownKindOfDumpIsRefused() throws Exception {
        TestProject project = TestProject.copyOf("greeting");
        assertThat(project.maven("process-classes", "-Dheddle.dump=bytes")
                        .failed()
                        .text())
                .contains("`heddle.dump` is `bytes`; it can be `plan`");
    }

    /** The messages about classes: from the first one of the goal to its failure. */
    private static String messages(List<String> output) {
        StringBuilder text = new StringBuilder();
        boolean shown = false;
        for (String line : output) {
            shown = line.startsWith("[ERROR] error[") || shown && !line.startsWith("[");
            if (shown) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    /** What tells whether a file was written: its place, its identity and its time. */
    private static SortedMap<String, String> identities(Path root) throws IOException {
        SortedMap<String, String> identities = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("maven-status")) {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    identities.put(
                            root.relativize(file).toString(),
                            attributes.fileKey() + " " + attributes.lastModifiedTime());
                }
            }
        }
        return identities;
    }
}
