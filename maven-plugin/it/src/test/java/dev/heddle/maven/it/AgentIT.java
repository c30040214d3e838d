package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs compiled by plain javac and run with the agent, each in a virtual machine of its own. */
class AgentIT {
    private static final long LARGEST_JAR = 450_000;

    @Test
    void aProgramCompiledByPlainJavacRuns() throws Exception {
        Path classes = compile("agent-class-path", "src/projects/greeting/src/main/java");
        Command.Outcome run = Command.java(classes, agent(), "-cp", path(classes, Heddle.runtimeJar()), "app.Greeting")
                .run();
        assertThat(run.succeeded().output()).containsExactly("hello main");
    }

    @Test
    void withoutTheAgentAwaitSaysWhatIsMissing() throws Exception {
        Path classes = compile("agent-missing", "src/projects/greeting/src/main/java");
        Command.Outcome run = Command.java(classes, "-cp", path(classes, Heddle.runtimeJar()), "app.Greeting")
                .run();
        assertThat(run.failed().text()).contains("NotWovenError");
    }

    @Test
    void classesOfNamedModulesAreWoven() throws Exception {
        Path work = Heddle.freshFolder("agent-modules");
        Path sources = work.resolve("sources");
        Heddle.copy(Path.of("src/projects/greeting/src/main/java").toAbsolutePath(), sources);
        Files.writeString(sources.resolve("module-info.java"), """
                module app {
                    requires dev.heddle;
                }
                """);
        Path classes = Files.createDirectories(work.resolve("classes"));
        Javac.compile(sources, classes, List.of("-proc:none", "--module-path", Javac.classPath()));
        Command.Outcome run = Command.java(
                        work,
                        agent(),
                        "--module-path",
                        classes + System.getProperty("path.separator") + Javac.classPath(),
                        "-m",
                        "app/app.Greeting")
                .run();
        assertThat(run.succeeded().output()).containsExactly("hello main");
    }

    @Test
    void aProgramThatIsAJarNamesTheAgentInItsManifest() throws Exception {
        Path classes = compile("agent-in-manifest", "src/projects/greeting/src/main/java");
        Path work = Heddle.freshFolder("agent-in-manifest-jars");
        Files.copy(Heddle.runtimeJar(), work.resolve(Heddle.runtimeJar().getFileName()));
        Files.copy(Heddle.agentJar(), work.resolve(Heddle.agentJar().getFileName()));
        Path manifest = Files.writeString(
                work.resolve("manifest"), Document.of("docs/agent.md").block("text"));
        Command.jdk("jar", work, "--create", "--file", "program.jar", "--manifest", manifest, "-C", classes, ".")
                .run()
                .succeeded();

        Command.Outcome run = Command.java(work, "-jar", "program.jar").run();

        assertThat(run.succeeded().output()).containsExactly("hello main");
    }

    @Test
    void classesOfOtherLoadersAreWovenAndTheirLoaderCanBeCollected() throws Exception {
        Path classes = compile("agent-loader", "src/projects/greeting/src/main/java");
        Path host = compile("agent-loader-host", "src/projects/host");
        Command.Outcome run = Command.java(
                        host, agent(), "-Xmx64m", "-cp", path(host, Heddle.runtimeJar()), "host.Host", classes)
                .run();
        assertThat(run.succeeded().output()).containsExactly("hello main", "hello main", "collected");
    }

    @Test
    void aClassThatCannotBeWovenIsReportedOnceAndRunsUnwoven() throws Exception {
        Path classes = compile("agent-rejected", "src/projects/rejected");
        Command.Outcome run = Command.java(classes, agent(), "-cp", path(classes, Heddle.runtimeJar()), "app.Rejected")
                .run();
        assertThat(run.succeeded().text()).isEqualTo("""
                        started
                        error[H001]: `await` in a method that is not `@Async`
                          --> app/Mistake.java:10 in Mistake.balance(CompletableFuture)
                           = note: only a woven method can suspend
                           = help: annotate the method with `@Async` and return `Coroutine<Integer>`
                        heddle: `app.Mistake` was not woven; its `await` will throw NotWovenError
                        `await` called in app.Mistake.balance(Mistake.java:10)
                        `await` called in app.Mistake.balance(Mistake.java:10)""");
    }

    @Test
    void classFilesOfALaterJavaThanTheAgentKnowsAreLeftAloneAndTheReasonIsToldOnce() throws Exception {
        Path classes = compile("agent-newer", "src/projects/newer");
        Javac.compile(Path.of("src/projects/greeting/src/main/java"), classes);
        Javac.compile(Path.of("src/projects/foreign"), classes);

        Command.Outcome run = Command.java(
                        classes,
                        agent(),
                        "-cp",
                        path(classes, Heddle.runtimeJar()),
                        "newer.Newer",
                        "app.Greeting",
                        "app.Foreign",
                        "newer.Newer",
                        "app.Greeting")
                .run();

        assertThat(run.succeeded().output())
                .filteredOn(line -> !line.startsWith("   = "))
                .containsExactly(
                        "error[H014]: the class file is of a newer Java than this version of Heddle knows",
                        "  --> app/Greeting.class",
                        "heddle: `app.Greeting` was not woven, nor is any other class file of version 99 that cannot be"
                                + " read; their `await` will throw NotWovenError",
                        "app.Greeting is refused",
                        "app.Foreign is refused",
                        "newer.Newer is refused",
                        "app.Greeting is refused");
    }

    /** Those of the JDK that a program cannot define are tried where the list is. */
    @Test
    void classesOfTheJdkAndOfToolsInsideOfProgramsAreLeftAlone() throws Exception {
        List<String> leftAlone = List.of(
                "javax.odd",
                "jdk.odd",
                "sun.odd",
                "com.sun.odd",
                "dev.heddle.transform.odd",
                "com.intellij.rt.odd",
                "io.opentelemetry.javaagent.odd",
                "net.bytebuddy.odd",
                "org.aspectj.weaver.odd",
                "org.jacoco.agent.odd");
        Path work = Heddle.freshFolder("agent-left-alone");
        Path sources = Files.createDirectories(work.resolve("sources"));
        for (String place : leftAlone) {
            writeAsking(sources, place);
        }
        writeAsking(sources, "odd");
        Files.writeString(sources.resolve("Main.java"), """
                class Main {
                    public static void main(String[] places) throws Exception {
                        for (String place : places) {
                            Object answer = Class.forName(place + ".Asking").getMethod("ask").invoke(null);
                            System.out.println(place + ": " + answer);
                        }
                    }
                }
                """);
        Path classes = Files.createDirectories(work.resolve("classes"));
        Javac.compile(sources, classes);
        Object[] arguments = Stream.of(
                        Stream.of(agent(), "-cp", path(classes, Heddle.runtimeJar()), "Main", "odd"),
                        leftAlone.stream())
                .flatMap(each -> each)
                .toArray();

        List<String> output = Command.java(work, arguments).run().succeeded().output();

        assertThat(output.get(0)).isEqualTo("odd: woven");
        assertThat(output.subList(1, output.size()))
                .containsExactlyElementsOf(leftAlone.stream()
                        .map(place -> place + ": NotWovenError")
                        .toList());
    }

    /** A class that says whether it has been woven. */
    private static void writeAsking(Path sources, String place) throws IOException {
        Path folder = Files.createDirectories(sources.resolve(place.replace('.', '/')));
        Files.writeString(folder.resolve("Asking.java"), """
                package %s;

                import static dev.heddle.Coroutines.*;

                import dev.heddle.annotation.Async;
                import java.util.concurrent.CompletableFuture;

                public class Asking {
                    public static String ask() {
                        try {
                            return answer(CompletableFuture.completedFuture("woven")).join();
                        } catch (Error failure) {
                            return failure.getClass().getSimpleName();
                        }
                    }

                    @Async
                    static CompletableFuture<String> answer(CompletableFuture<String> text) {
                        return CompletableFuture.completedFuture(await(text));
                    }
                }
                """.formatted(place));
    }

    @Test
    void optionsOfTheWeaverStandBehindTheJar() throws Exception {
        Path classes = compile("agent-options", "src/projects/foreign");
        assertThat(Command.java(
                                classes,
                                agent() + "=dialect=heddle,await=app.Foreign.until,async=returning",
                                "-cp",
                                path(classes, Heddle.runtimeJar()),
                                "app.Foreign")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly("started", "value");
    }

    @Test
    void aWrongOptionStopsTheVirtualMachine() throws Exception {
        Path classes = compile("agent-wrong-option", "src/projects/greeting/src/main/java");
        assertThat(Command.java(
                                classes,
                                agent() + "=calls=direct",
                                "-cp",
                                path(classes, Heddle.runtimeJar()),
                                "app.Greeting")
                        .run()
                        .failed()
                        .output())
                .contains("heddle: `calls` is `direct`; it can be `linked` or `plain`")
                .doesNotContain("hello main");
    }

    @Test
    void aProgramWithNothingToWeaveLoadsNothingOfTheWeaver() throws Exception {
        Path classes = compile("agent-idle", "src/projects/plain/src/main/java");
        List<String> loaded = Command.java(classes, agent(), "-Xlog:class+load:stdout", "-cp", classes, "app.Plain")
                .run()
                .succeeded()
                .output();
        assertThat(loaded).anyMatch(line -> line.contains(" app.Plain source: "));
        assertThat(loaded.stream()
                        .filter(line -> line.contains("dev.heddle."))
                        .map(line -> line.replaceFirst(".*(dev\\.heddle\\.[\\w.$]+).*source:.*", "$1")))
                .containsExactlyInAnyOrder(
                        "dev.heddle.transform.agent.WeavingAgent",
                        "dev.heddle.transform.agent.Standby",
                        "dev.heddle.transform.parse.Mentions");
    }

    @Test
    void theAgentJarIsSmallAndShowsTheProgramNothingOfTheWeaver() throws Exception {
        assertThat(Files.size(Heddle.agentJar())).isLessThanOrEqualTo(LARGEST_JAR);
        try (JarFile jar = new JarFile(Heddle.agentJar().toFile())) {
            assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
                    .containsExactlyInAnyOrder(
                            "dev/heddle/transform/agent/Standby.class",
                            "dev/heddle/transform/agent/WeaverClasses.class",
                            "dev/heddle/transform/agent/WeavingAgent.class",
                            "dev/heddle/transform/parse/Mentions.class");
            assertThat(jar.stream().map(Object::toString)).contains("META-INF/LICENSE", "META-INF/licenses/ASM.txt");
            assertThat(jar.getManifest().getMainAttributes().getValue("Premain-Class"))
                    .isEqualTo("dev.heddle.transform.agent.WeavingAgent");
            assertThat(jar.getManifest().getMainAttributes().getValue("Boot-Class-Path"))
                    .isNull();
        }
        try (JarFile jar =
                new JarFile(Heddle.jar("transformer", "heddle-transformer", "").toFile())) {
            assertThat(jar.stream().map(Object::toString)).noneMatch(name -> name.contains("/asm/"));
        }
    }

    @Test
    void theJarOfTheCommandLineHasNothingOutsideItsPackage() throws Exception {
        try (JarFile jar = new JarFile(Heddle.commandLineJar().toFile())) {
            assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
                    .allMatch(name -> name.startsWith("dev/heddle/transform/"))
                    .contains("dev/heddle/transform/asm/ClassReader.class")
                    .noneMatch(name -> name.contains("/agent/"));
        }
    }

    private static Path compile(String name, String sources) throws Exception {
        Path classes = Heddle.freshFolder(name);
        Javac.compile(Path.of(sources), classes);
        return classes;
    }

    private static String agent() {
        return "-javaagent:" + Heddle.agentJar();
    }

    private static String path(Path first, Path second) {
        return first + System.getProperty("path.separator") + second;
    }
}
