package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar of the javac plugin on processor paths: of javac itself, as the documents say it, and of Maven without our goals. */
class JavacPluginIT {
    private final Document readme = Document.of("README.md");
    private final Document page = Document.of("docs/javac.md");

    @Test
    void theLineOfTheReadmeCompilesAProgramThatRuns() throws Exception {
        Path work = Heddle.freshFolder("javac-readme");
        Files.writeString(work.resolve("Greeter.java"), readme.block("java"));
        for (Path jar : List.of(Heddle.javacJar(), Heddle.runtimeJar(), Heddle.annotationsJar())) {
            Files.copy(jar, work.resolve(jar.getFileName()));
        }
        assertThat(run(work, readme.command("javac -processorpath")).succeeded().output())
                .isEmpty();
        assertThat(run(work, readme.command("java -cp classes")).succeeded().output())
                .isEqualTo(readme.block("text").lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-proc:none", "-Xlint:all,-processing -Werror"})
    void javacWovenCodeRuns(String option) throws Exception {
        Path work = Heddle.freshFolder("javac-greeting");
        List<Object> words = List.of(
                "-processorpath",
                Heddle.javacJar(),
                "-d",
                "classes",
                "-cp",
                Javac.classPath(),
                Path.of("src/projects/greeting/src/main/java/app/Greeting.java").toAbsolutePath());
        Object[] all = Stream.concat(
                        words.stream(), Stream.of(option.split(" ")).filter(each -> !each.isEmpty()))
                .toArray();
        assertThat(Command.jdk("javac", work, all).run().succeeded().output()).isEmpty();
        assertThat(Command.java(work, "-cp", "classes" + File.pathSeparator + Heddle.runtimeJar(), "app.Greeting")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly("hello main");
    }

    @Test
    void anErrorEndsJavacWithItsOwnMessage() throws Exception {
        Path work = Heddle.freshFolder("javac-rejected");
        Files.copy(Path.of("src/projects/rejected/app/Mistake.java"), work.resolve("Mistake.java"));
        Command.Outcome run = Command.jdk(
                        "javac",
                        work,
                        "-processorpath",
                        Heddle.javacJar(),
                        "-d",
                        "classes",
                        "-cp",
                        Javac.classPath(),
                        "Mistake.java")
                .run()
                .failed();
        assertThat(run.text()).contains("Mistake.java:10: error: [H001] `await` in a method that is not `@Async`");
        assertThat(work.resolve("classes/app/Mistake.class")).doesNotExist();
    }

    /** What the goal has left of this build's own modules is compiled once more, from the same sources with the same options. */
    @ParameterizedTest
    @ValueSource(strings = {"runtime", "samples/echo", "samples/fetch", "samples/future-api", "samples/greeter"})
    void theBytesAreThoseOfTheMavenGoal(String module) throws Exception {
        Path woven = Heddle.ROOT.resolve(module).resolve("target/classes");
        Path classes = Heddle.freshFolder("javac-corpus");
        Path sources = Heddle.freshFolder("javac-corpus-sources");
        Heddle.copy(Heddle.ROOT.resolve(module).resolve("src/main/java"), sources);
        boolean isModule = Files.exists(sources.resolve("module-info.java"));
        Javac.compile(
                sources,
                classes,
                List.of(
                        "-processorpath",
                        Heddle.javacJar().toString(),
                        "--release",
                        "17",
                        "-parameters",
                        "-nowarn",
                        isModule ? "--module-path" : "-classpath",
                        System.getProperty("java.class.path")));
        SortedMap<String, byte[]> expected = classFiles(woven);
        expected.keySet().removeIf(name -> name.startsWith("META-INF"));
        assertThat(expected).isNotEmpty();
        SortedMap<String, byte[]> actual = classFiles(classes);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        for (Map.Entry<String, byte[]> each : expected.entrySet()) {
            assertThat(actual.get(each.getKey())).as(each.getKey()).isEqualTo(each.getValue());
        }
    }

    /** As docs/maven.md says of native images: what links is there, and no woven class has a use for it. */
    @Test
    void theRuntimeCanBeMadeOfPlainCalls() throws Exception {
        Path classes = Heddle.freshFolder("javac-plain-runtime");
        Path sources = Heddle.freshFolder("javac-plain-runtime-sources");
        Heddle.copy(Heddle.ROOT.resolve("runtime/src/main/java"), sources);
        Javac.compile(
                sources,
                classes,
                List.of(
                        "-Xplugin:heddle calls=plain",
                        "-processorpath",
                        Heddle.javacJar().toString(),
                        "--release",
                        "17",
                        "-nowarn",
                        "--module-path",
                        System.getProperty("java.class.path")));
        List<String> linking = List.of("dev/heddle/coroutine/DirectCalls", "directForm");
        assertThat(Heddle.mentioning(linking, classes))
                .contains("dev/heddle/coroutine/DirectCalls.class")
                .allMatch(name -> name.startsWith("dev/heddle/coroutine/"))
                .noneMatch(name -> name.endsWith("$Coroutine.class"));
        assertThat(Heddle.mentioning(linking, Heddle.ROOT.resolve("runtime/target/classes")))
                .anyMatch(name -> name.endsWith("$Coroutine.class"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dmaven.compiler.fork=false", "-Dmaven.compiler.fork=true", "-Dmaven.compiler.proc=none"})
    void aMavenProjectNeedsNoGoalOfOurs(String setting) throws Exception {
        TestProject project = project("processor-path");
        assertThat(project.maven("process-test-classes", setting).succeeded().text())
                .doesNotContain("heddle-maven-plugin");
        assertThat(project.target("classes"))
                .contains("app/Greeting$greet$Coroutine.class", "app/Greeting$program$Coroutine.class");
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("hello main");
        assertThat(project.java("app.GreetingCheck", "test-classes", "classes")
                        .succeeded()
                        .output())
                .containsExactly("hello test");
    }

    @Test
    void aMistakeFailsTheMavenBuildEveryTimeUntilItIsMended() throws Exception {
        TestProject project = project("processor-path-mistake");
        Path source = project.file("src/main/java/app/Greeting.java");
        String right = Files.readString(source);
        Files.writeString(
                source, right.replace("    @Async\n    static Coroutine<Void>", "    static Coroutine<Void>"));
        for (int build = 1; build <= 2; build++) {
            assertThat(project.maven("compile").failed().text())
                    .contains("Greeting.java:[17,", "[H001] `await` in a method that is not `@Async`");
        }
        Files.writeString(source, right);
        project.maven("compile").succeeded();
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("hello main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dmaven.compiler.fork=false", "-Dmaven.compiler.fork=true"})
    void lombokWorksBesideItInANamedModule(String setting) throws Exception {
        TestProject project = project("processor-path-lombok");
        Path pom = project.file("pom.xml");
        Files.writeString(
                pom,
                Files.readString(pom)
                        .replace(
                                "<annotationProcessorPaths>",
                                "<annotationProcessorPaths><path><groupId>org.projectlombok</groupId>"
                                        + "<artifactId>lombok</artifactId><version>" + lombok() + "</version></path>")
                        .replace(
                                "</dependencies>",
                                "<dependency><groupId>org.projectlombok</groupId><artifactId>lombok</artifactId><version>"
                                        + lombok() + "</version><scope>provided</scope></dependency></dependencies>"));
        Files.writeString(
                project.file("src/main/java/module-info.java"),
                "module app { requires dev.heddle; requires static lombok; exports app; }");
        Path source = project.file("src/main/java/app/Greeting.java");
        Files.writeString(
                source,
                Files.readString(source)
                        .replace(
                                "public class Greeting {",
                                "public class Greeting {\n    @lombok.Value static class Text { String words; }\n")
                        .replace("\"hello \" + await(name)", "new Text(\"hello \" + await(name)).getWords()"));
        project.maven("compile", setting).succeeded();
        assertThat(project.java("app.Greeting", "classes").succeeded().output()).containsExactly("hello main");
    }

    @Test
    void theJarIsAllThatIsNeededAndHasNothingThatOthersCouldMeet() throws Exception {
        try (JarFile jar = new JarFile(Heddle.javacJar().toFile())) {
            assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
                    .allMatch(name -> name.startsWith("dev/heddle/javac/") || name.startsWith("dev/heddle/transform/"))
                    .contains("dev/heddle/transform/asm/ClassReader.class", "dev/heddle/transform/Weaver.class");
            assertThat(jar.stream().map(Object::toString))
                    .contains(
                            "META-INF/services/com.sun.source.util.Plugin",
                            "META-INF/services/javax.annotation.processing.Processor",
                            "META-INF/gradle/incremental.annotation.processors",
                            "META-INF/licenses/ASM.txt");
        }
    }

    /** The sources of {@code greeting}, built as docs/javac.md says it. */
    private TestProject project(String name) throws Exception {
        TestProject project = TestProject.copyOf("greeting", name);
        Files.writeString(project.file("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>app</groupId>
                  <artifactId>greeting</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>dev.heddle</groupId>
                      <artifactId>heddle-runtime</artifactId>
                      <version>%s</version>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                %s
                    </plugins>
                  </build>
                </project>
                """.formatted(Heddle.VERSION, page.block("xml")));
        return project;
    }

    private static String lombok() {
        return System.getProperty("heddle.lombok.version");
    }

    private static Command.Outcome run(Path work, List<String> command) throws Exception {
        return Command.jdk(
                        command.get(0), work, command.subList(1, command.size()).toArray())
                .run();
    }

    private static SortedMap<String, byte[]> classFiles(Path root) throws Exception {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class"))
                    .filter(each -> !each.endsWith("module-info.class")) // Maven puts a version into it
                    .toList()) {
                found.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return found;
    }
}
