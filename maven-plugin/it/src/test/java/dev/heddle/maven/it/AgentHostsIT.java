package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The agent inside of what runs programs in production: containers, frameworks, from a cache. */
@Tag("proof")
class AgentHostsIT {
    private static final String SEPARATOR = System.getProperty("path.separator");
    private static final int OLDEST_JDK_WITH_AOT_CACHES = 25;

    @Test
    void twoHundredRedeploymentsInTomcatLeaveNothingBehind() throws Exception {
        TestProject hosts = hosts("hosts-redeploy");
        Path classes = hosts.file("target/classes");
        Path application = hosts.file("target/application");
        Files.createDirectories(application.resolve("WEB-INF/classes"));
        Files.move(classes.resolve("web"), application.resolve("WEB-INF/classes/web"));
        assertThat(Command.java(
                                hosts.folder,
                                agent(),
                                "-Xmx256m",
                                "-cp",
                                path(classes, hosts.file("target/dependency/*"), Heddle.runtimeJar()),
                                "host.Redeploy",
                                application,
                                200)
                        .run()
                        .succeeded()
                        .output())
                .contains("loaders alive: the last ones", "metaspace: flat");
    }

    @Test
    void bundlesOfAnOsgiFrameworkAreWoven() throws Exception {
        TestProject hosts = hosts("hosts-bundles");
        Path bundle = Heddle.freshFolder("hosts-bundle");
        Javac.compile(Path.of("src/projects/greeting/src/main/java"), bundle);
        assertThat(Command.java(
                                hosts.folder,
                                agent(),
                                "-cp",
                                path(
                                        hosts.file("target/classes"),
                                        hosts.file("target/dependency/*"),
                                        Heddle.runtimeJar()),
                                "host.Bundles",
                                bundle)
                        .run()
                        .succeeded()
                        .output())
                .endsWith("hello main", "hello main", "stopped");
    }

    @Test
    void aSpringBootArchiveIsWovenAsItRuns() throws Exception {
        TestProject boot = TestProject.copyOf("boot");
        boot.maven("package", "-DskipTests").succeeded();
        assertThat(Command.java(
                                boot.folder,
                                agent(),
                                "-jar",
                                "target/boot-1.jar",
                                "--spring.main.banner-mode=off",
                                "--logging.level.root=off")
                        .run()
                        .succeeded()
                        .output())
                .containsExactly("hello boot");
    }

    @Test
    void anAotCacheServesWhatABuildHasWovenWithAndWithoutTheAgent() throws Exception {
        assumeTrue(Runtime.version().feature() >= OLDEST_JDK_WITH_AOT_CACHES);
        TestProject project = TestProject.copyOf("greeting");
        project.maven("process-classes").succeeded();
        Command.jdk("jar", project.folder, "--create", "--file", "app.jar", "-C", "target/classes", ".")
                .run()
                .succeeded();
        String path = path(project.file("app.jar"), Heddle.runtimeJar());
        Command.java(project.folder, "-XX:AOTCacheOutput=app.aot", "-cp", path, "app.Greeting")
                .run()
                .succeeded();
        Command.Outcome cached = Command.java(
                        project.folder,
                        "-XX:AOTCache=app.aot",
                        "-XX:AOTMode=on",
                        "-Xlog:class+load",
                        "-cp",
                        path,
                        "app.Greeting")
                .run();
        assertThat(cached.succeeded().output())
                .contains("hello main")
                .anyMatch(line -> line.contains("app.Greeting$program$Coroutine source: shared objects file"));
        assertThat(Command.java(project.folder, agent(), "-XX:AOTCache=app.aot", "-cp", path, "app.Greeting")
                        .run()
                        .succeeded()
                        .output())
                .contains("hello main");
    }

    @Test
    void anAotCacheThatIsMadeWithTheAgentServesTheAgent() throws Exception {
        assumeTrue(Runtime.version().feature() >= OLDEST_JDK_WITH_AOT_CACHES);
        TestProject project = TestProject.copyOf("greeting", "agent-aot");
        project.maven("process-classes", "-Dheddle.skip").succeeded();
        Command.jdk("jar", project.folder, "--create", "--file", "app.jar", "-C", "target/classes", ".")
                .run()
                .succeeded();
        String path = path(project.file("app.jar"), Heddle.runtimeJar());
        for (List<String> options :
                List.of(List.of("-XX:AOTCacheOutput=app.aot"), List.of("-XX:AOTCache=app.aot", "-XX:AOTMode=on"))) {
            List<Object> words = new ArrayList<>(options);
            words.addAll(List.of(agent(), "-cp", path, "app.Greeting"));
            assertThat(Command.java(project.folder, words.toArray())
                            .run()
                            .succeeded()
                            .output())
                    .contains("hello main");
        }
    }

    private static TestProject hosts(String name) throws Exception {
        TestProject hosts = TestProject.copyOf("hosts", name);
        hosts.maven("process-classes").succeeded();
        return hosts;
    }

    private static String agent() {
        return "-javaagent:" + Heddle.agentJar();
    }

    private static String path(Path... parts) {
        return String.join(SEPARATOR, Stream.of(parts).map(Path::toString).toList());
    }
}
