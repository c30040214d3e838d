package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds after builds: whatever has changed between them, the classes are those that a clean build makes. */
@Tag("proof")
@ParameterizedClass
@MethodSource("dev.heddle.maven.it.Maven#all")
class IncrementalIT {
    private static final String GREETING = "src/main/java/app/Greeting.java";
    private static final String OTHER = "src/main/java/app/Other.java";

    private final TestProject project;

    IncrementalIT(Maven maven) throws Exception {
        project = TestProject.copyOf("greeting", maven);
        Path greeting = project.file(GREETING);
        Files.writeString(project.file(OTHER), Files.readString(greeting).replace("Greeting", "Other"));
        project.maven("process-classes").succeeded();
    }

    @Test
    void afterNoChangeNothingIsWoven() throws Exception {
        SortedMap<String, String> before = project.classes();
        assertThat(project.maven("process-classes").succeeded().output()).contains("[INFO] wove 0 of 6 classes");
        assertThat(project.classes()).isEqualTo(before);
    }

    @Test
    void aChangedSourceIsWoven() throws Exception {
        project.replace(GREETING, "hello", "good morning");
        project.maven("process-classes").succeeded();
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("good morning main");
        assertEqualsACleanBuild();
    }

    @Test
    void framesOfADeletedSourceAreDeleted() throws Exception {
        Files.delete(project.file(OTHER));
        project.maven("process-classes").succeeded();
        assertThat(project.target("classes")).noneMatch(name -> name.contains("Other"));
        assertEqualsACleanBuild();
    }

    @Test
    void framesOfAMethodThatIsNoLongerAsyncAreDeleted() throws Exception {
        project.edit(OTHER, "package app;\n\nclass Other {}\n");
        project.maven("process-classes").succeeded();
        assertThat(project.target("classes"))
                .filteredOn(name -> name.contains("Other"))
                .containsExactly("app/Other.class");
        assertEqualsACleanBuild();
    }

    @Test
    void aNewClassIsWoven() throws Exception {
        Files.writeString(
                project.file("src/main/java/app/Third.java"),
                Files.readString(project.file(OTHER)).replace("Other", "Third"));
        project.maven("process-classes").succeeded();
        assertThat(project.java("app.Third", "classes").succeeded().output()).containsExactly("hello main");
        assertEqualsACleanBuild();
    }

    @Test
    void otherOptionsWeaveAgain() throws Exception {
        SortedMap<String, String> linked = project.classes();
        project.maven("process-classes", "-Dheddle.variables=visible").succeeded();
        SortedMap<String, String> visible = project.classes();
        assertThat(visible).isNotEqualTo(linked);
        assertEqualsACleanBuild("-Dheddle.variables=visible");
        project.maven("process-classes").succeeded();
        assertThat(project.classes()).isEqualTo(linked);
    }

    @Test
    void whatIsExcludedLaterIsAgainAsItWasCompiled() throws Exception {
        project.maven("process-classes", "-Dheddle.excludes=app/Other").succeeded();
        assertThat(project.target("classes"))
                .filteredOn(name -> name.contains("Other"))
                .containsExactly("app/Other.class");
        assertEqualsACleanBuild("-Dheddle.excludes=app/Other");
    }

    @Test
    void aLostFrameIsMadeAgain() throws Exception {
        Files.delete(project.file("target/classes/app/Other$greet$Coroutine.class"));
        project.maven("process-classes").succeeded();
        assertEqualsACleanBuild();
    }

    /** The tree that is left when the process dies before its last class: half a file, no class, and two ledgers. */
    @Test
    void anInterruptedBuildIsCompleted() throws Exception {
        Path records = project.file("target/heddle/classes");
        Path woven = project.file("target/classes/app/Other.class");
        Files.write(project.file("target/classes/app/Other.class.heddle"), new byte[] {1, 2, 3});
        Files.copy(records.resolve("compiled/app/Other.class"), woven, StandardCopyOption.REPLACE_EXISTING);
        Files.createFile(records.resolve("ledger.before.txt"));
        project.maven("process-classes").succeeded();
        assertThat(project.target("classes")).noneMatch(name -> name.endsWith(".heddle"));
        assertEqualsACleanBuild();
    }

    @Test
    void withoutRecordsWovenClassesAreLeftAlone() throws Exception {
        Path records = project.file("target/heddle/classes");
        Files.delete(records.resolve("ledger.txt"));
        assertThat(project.maven("process-classes").succeeded().output()).contains("[INFO] wove 0 of 6 classes");
        Files.delete(project.file("target/classes/app/Other$greet$Coroutine.class"));
        assertThat(project.maven("process-classes").failed().text())
                .contains("error[H011]: a woven class lacks a part")
                .contains("compile the class again, for example after `mvn clean`");
    }

    private void assertEqualsACleanBuild(String... options) throws Exception {
        SortedMap<String, String> incremental = project.classes();
        String[] clean = Stream.concat(Stream.of("clean", "process-classes"), Stream.of(options))
                .toArray(String[]::new);
        project.maven(clean).succeeded();
        assertThat(incremental).isEqualTo(project.classes());
    }
}
