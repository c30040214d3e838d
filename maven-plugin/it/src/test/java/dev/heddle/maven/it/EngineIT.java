package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which engine a program gets that has the jar of the runtime, as docs/guide/engines.md says. */
class EngineIT {
    private static final String ALLOWED = "--enable-native-access=ALL-UNNAMED";
    private static final String EPOLL_ASKED_FOR = "-Dheddle.engine=epoll";

    /** The least JDK that has the foreign-function interface. */
    private static final int WITH_FOREIGN_FUNCTIONS = 22;

    /** The least JDK that can be told to deny native access. */
    private static final int WITH_DENIAL = 24;

    private Path work;

    @BeforeEach
    void compileProgram() throws Exception {
        work = Heddle.freshFolder("engine");
        Path sources = Files.createDirectories(work.resolve("sources"));
        Files.writeString(sources.resolve("Show.java"), """
                import dev.heddle.Loop;

                class Show {
                    public static void main(String[] arguments) {
                        for (int i = 0; i < 2; i++) {
                            try (Loop loop = Loop.open()) {
                                System.out.println(loop.metrics().engine());
                            }
                        }
                    }
                }
                """);
        Javac.compile(sources, Files.createDirectories(work.resolve("classes")));
    }

    private Command.Outcome show(Object... options) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-cp", "classes:" + Heddle.runtimeJar(), "Show"));
        return Command.java(work, arguments.toArray()).run();
    }

    private static boolean canHaveEpoll() {
        return System.getProperty("os.name").equals("Linux")
                && List.of("amd64", "aarch64").contains(System.getProperty("os.arch"))
                && Runtime.version().feature() >= WITH_FOREIGN_FUNCTIONS;
    }

    private static List<String> twice(String engine) {
        return List.of(engine, engine);
    }

    @Test
    void isEpollWhereTheSystemMayBeCalled() throws Exception {
        assertThat(show(ALLOWED).succeeded().output()).isEqualTo(twice(canHaveEpoll() ? "epoll" : "nio"));
    }

    @Test
    void isEpollOnTheModulePathToo() throws Exception {
        assumeTrue(canHaveEpoll());
        Command.Outcome run = Command.java(
                        work,
                        "--enable-native-access=dev.heddle",
                        "--module-path",
                        Heddle.runtimeJar(),
                        "--add-modules",
                        "dev.heddle",
                        "-cp",
                        "classes",
                        "Show")
                .run();
        assertThat(run.succeeded().output()).isEqualTo(twice("epoll"));
    }

    @Test
    void isNioWithoutAWordWhereNothingIsAllowed() throws Exception {
        assertThat(show().succeeded().output()).isEqualTo(twice("nio"));
    }

    @Test
    void oneLineOfTheLogSaysWhyItIsNotEpoll() throws Exception {
        Path logging = Files.writeString(work.resolve("logging.properties"), """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=FINE
                java.util.logging.SimpleFormatter.format=%4$s %3$s: %5$s%n
                dev.heddle.level=FINE
                """);
        String reason = canHaveEpoll()
                ? "native access is not enabled; start with " + ALLOWED
                : "it needs a JDK 22 or newer, to run and to build this jar; this is "
                        + Runtime.version().feature();
        assertThat(show("-Djava.util.logging.config.file=" + logging)
                        .succeeded()
                        .output())
                .containsExactly(
                        "FINE dev.heddle.engine: loops use the engine nio, as epoll cannot be had: " + reason,
                        "nio",
                        "nio");
    }

    @Test
    void isEpollIfAskedFor() throws Exception {
        Command.Outcome run = show(EPOLL_ASKED_FOR);
        if (canHaveEpoll()) {
            assertThat(run.succeeded().output()).containsSubsequence(twice("epoll"));
        } else {
            assertThat(run.failed().text())
                    .contains(
                            "the epoll engine cannot be had: it needs a JDK 22 or newer, to run and to build this jar");
        }
    }

    @Test
    void isRefusedWithTheReasonIfAskedForAndDenied() throws Exception {
        assumeTrue(canHaveEpoll() && Runtime.version().feature() >= WITH_DENIAL);
        assertThat(show("--illegal-native-access=deny", EPOLL_ASKED_FOR)
                        .failed()
                        .text())
                .contains("the epoll engine cannot be had: ", "IllegalCallerException", "--enable-native-access");
        assertThat(show("--illegal-native-access=deny").succeeded().output()).isEqualTo(twice("nio"));
    }
}
