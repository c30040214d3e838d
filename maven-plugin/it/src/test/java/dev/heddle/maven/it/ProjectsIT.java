package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.SortedMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects of many shapes, built to their end; each is checked by the goals {@code check} and {@code check-test} as well. */
@Tag("proof")
@ParameterizedClass
@MethodSource("dev.heddle.maven.it.Maven#all")
class ProjectsIT {
    private static final String HELLO = "hello main";

    private static final int FIRST_MAJOR_VERSION = 44;

    private final Maven maven;

    ProjectsIT(Maven maven) {
        this.maven = maven;
    }

    @Test
    void modulesAwaitEachOthersMethods() throws Exception {
        TestProject project = built("modules");
        String separator = System.getProperty("path.separator");
        String path = String.join(
                separator,
                "app/target/app-1.jar",
                "service/target/service-1.jar",
                "api/target/api-1.jar",
                Javac.classPath());
        assertThat(Command.java(project.folder, "-cp", path, "app.Main")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly("sum 8");
    }

    @Test
    void modulesThatAreBuiltSideBySideAreTheSame() throws Exception {
        SortedMap<String, String> oneAfterTheOther = Heddle.classes(built("modules").folder);
        TestProject parallel = TestProject.copyOf("modules", maven);
        parallel.maven("-T4", "verify").succeeded();
        assertThat(Heddle.classes(parallel.folder)).hasSize(8).isEqualTo(oneAfterTheOther);
    }

    @Test
    void aModuleRunsOnTheModulePath() throws Exception {
        TestProject project = built("module");
        String path = "target/classes" + System.getProperty("path.separator") + Javac.classPath();
        assertThat(Command.java(project.folder, "-p", path, "-m", "app/app.Greeting")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly(HELLO);
    }

    @Test
    void testsOfWovenCodeAreWovenAndPass() throws Exception {
        TestProject project = TestProject.copyOf("tested", maven);
        assertThat(project.maven("verify").succeeded().text()).contains("Tests run: 1, Failures: 0, Errors: 0");
    }

    @Test
    void classesWithoutDebugInformationAreWoven() throws Exception {
        assertRuns(built("no-debug"));
    }

    @Test
    void classFilesOfJava8AreWoven() throws Exception {
        TestProject project = built("release-8");
        byte[] woven = Files.readAllBytes(project.file("target/classes/app/Greeting.class"));
        assertThat(woven[7]).isEqualTo((byte) 52);
        assertRuns(project);
    }

    @Test
    void classesForNewerVersionsInTheSameJarAreWoven() throws Exception {
        TestProject project = built("two-releases");
        assertThat(entries(project, "two-releases-1.jar"))
                .contains("META-INF/versions/17/app/Greeting$program$Coroutine.class");
        assertThat(project.java("app.Greeting", "two-releases-1.jar")
                        .succeeded()
                        .output())
                .containsExactly("new main");
    }

    @Test
    void aWarHasWovenClasses() throws Exception {
        TestProject project = built("war");
        assertThat(entries(project, "war-1.war")).contains("WEB-INF/classes/app/Greeting$greet$Coroutine.class");
    }

    @Test
    void aShadedJarHasWovenClasses() throws Exception {
        TestProject project = built("shaded");
        assertThat(entries(project, "shaded-1.jar"))
                .contains("app/Greeting$greet$Coroutine.class", "dev/heddle/Coroutines.class");
        assertThat(Command.java(project.folder, "-cp", "target/shaded-1.jar", "app.Greeting")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly(HELLO);
    }

    @Test
    void foldersCanHaveOtherNames() throws Exception {
        TestProject project = built("own-folders");
        assertThat(project.file("build/main/classes/app/Greeting$greet$Coroutine.class"))
                .exists();
        assertThat(project.file("build/test/classes/app/GreetingCheck$program$Coroutine.class"))
                .exists();
        assertThat(project.maven("verify", "-Dheddle.variables=visible")
                        .succeeded()
                        .output())
                .as("the folders are both called `classes`, and have records of their own all the same")
                .filteredOn(line -> line.startsWith("[INFO] wove 1 of "))
                .hasSize(2);
    }

    @Test
    void modulesThatJavacWeavesSideBySideAreThoseThatTheGoalsWeave() throws Exception {
        TestProject woven = built("modules");
        TestProject project = TestProject.copyOf("by-javac", maven);
        for (String module : List.of("app", "service", "api")) {
            Heddle.copy(woven.file(module + "/src"), project.file(module + "/src"));
        }
        project.maven("-T4", "verify").succeeded();
        SortedMap<String, String> byGoals = Heddle.classes(woven.folder);
        byGoals.keySet().removeIf(name -> name.contains("/target/heddle/"));
        assertThat(Heddle.classes(project.folder)).hasSize(6).isEqualTo(byGoals);
    }

    @Test
    void classFilesOfTheNewestReleaseAreWoven() throws Exception {
        TestProject project = built("newest-release");
        byte[] woven = Files.readAllBytes(project.file("target/classes/app/Greeting.class"));
        assertThat((int) woven[7]).isEqualTo(Runtime.version().feature() + FIRST_MAJOR_VERSION);
        assertRuns(project);
    }

    @Test
    void whatAnAnnotationProcessorWritesIsWoven() throws Exception {
        TestProject project = built("processor");
        String separator = System.getProperty("path.separator");
        assertThat(Command.java(
                                project.folder,
                                "-cp",
                                "app/target/app-1.jar" + separator + Javac.classPath(),
                                "app.Main")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly(HELLO);
    }

    @Test
    void testsAwaitWhatTheTestsOfAnotherModuleAreMadeOf() throws Exception {
        TestProject project = TestProject.copyOf("test-jar", maven);
        assertThat(project.maven("verify").succeeded().text())
                .contains("Running app.consumer.ConsumerTest", "Tests run: 1, Failures: 0, Errors: 0");
    }

    @Test
    void testsRunInTheProcessOfMavenAndAfterPacking() throws Exception {
        TestProject project = TestProject.copyOf("in-process", maven);
        assertThat(project.maven("verify").succeeded().text())
                .containsSubsequence(
                        "Running app.PriceTest",
                        "Tests run: 1, Failures: 0, Errors: 0",
                        "Running app.PackedIT",
                        "Tests run: 1, Failures: 0, Errors: 0");
    }

    @Test
    void aJarInWhichTheRuntimeHasAnotherNameRuns() throws Exception {
        TestProject project = built("relocated");
        assertThat(entries(project, "relocated-1.jar"))
                .contains("app/Greeting$greet$Coroutine.class", "app/hidden/Coroutines.class")
                .noneMatch(name -> name.startsWith("dev/heddle"));
        assertThat(Command.java(project.folder, "-cp", "target/relocated-1.jar", "app.Greeting")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly(HELLO);
    }

    @Test
    void weavingTwiceIsWeavingOnce() throws Exception {
        TestProject project = TestProject.copyOf("twice", maven);
        assertThat(project.maven("verify").succeeded().output())
                .contains("[INFO] wove 1 of 1 classes", "[INFO] wove 0 of 3 classes");
        assertRuns(project);
    }

    @Test
    void aProjectWithoutClassesIsBuilt() throws Exception {
        TestProject project = TestProject.copyOf("empty", maven);
        Heddle.delete(project.file("src"));
        assertThat(project.maven("verify").succeeded().output()).contains("[INFO] wove 0 of 0 classes");
    }

    @Test
    void aProjectWithoutAsyncMethodsIsLeftAlone() throws Exception {
        TestProject project = built("plain");
        assertThat(project.target("classes")).containsExactly("app/Plain.class");
        assertThat(project.file("target/heddle")).doesNotExist();
        assertThat(project.java("app.Plain", "classes").succeeded().output()).containsExactly("plain");
    }

    @Test
    void nothingIsWovenWhereThatIsSkipped() throws Exception {
        TestProject project = TestProject.copyOf("greeting", maven);
        project.maven("verify", "-Dheddle.skip").succeeded();
        assertThat(project.target("classes")).containsExactly("app/Greeting.class");
    }

    @Test
    void theSameSourcesGiveTheSameJarInAnotherPlaceWithAnotherLocale() throws Exception {
        TestProject first = built("greeting");
        byte[] jar = Files.readAllBytes(first.file("target/greeting-1.jar"));
        TestProject second = TestProject.copyOf("greeting", maven);
        second.edit(
                ".mvn/jvm.config", "-Duser.language=tr -Duser.timezone=Pacific/Auckland -Dfile.encoding=ISO-8859-9\n");
        second.maven("verify").succeeded();
        assertThat(second.file("target/greeting-1.jar")).hasBinaryContent(jar);
    }

    private TestProject built(String name) throws Exception {
        TestProject project = TestProject.copyOf(name, maven);
        project.maven("verify").succeeded();
        return project;
    }

    private static void assertRuns(TestProject project) throws Exception {
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly(HELLO);
    }

    private static List<String> entries(TestProject project, String archive) throws Exception {
        try (JarFile jar = new JarFile(project.file("target/" + archive).toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
