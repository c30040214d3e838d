package dev.heddle.samples.shell;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Backoff;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteOutput;
import dev.heddle.sync.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services are lines for the shell. */
final class SupervisorTest {
    private static final Backoff SOON = Backoff.fixed(Duration.ofMillis(5)).attempts(4);

    @TempDir
    Path folder;

    private Duration grace = Duration.ofSeconds(20);
    private final StringBuilder written = new StringBuilder();

    /** What stops the supervisor as soon as all of it has been written. */
    private List<String> awaited = List.of("nothing");

    private @Nullable Event stop;

    /** Runs services until they have ended, or certain lines are written; what was written. */
    private List<String> run(String... lines) throws IOException {
        Loop.run(program(Service.listed(List.of(lines))));
        return written.toString().lines().toList();
    }

    private List<String> runUntil(List<String> written, String... lines) throws IOException {
        awaited = written;
        return run(lines);
    }

    @Async
    private Coroutine<Void> program(List<Service> services) throws IOException {
        stop = new Event();
        Supervisor supervisor = new Supervisor(new Screen(new Recorder()), SOON, grace, Duration.ofMinutes(1));
        await(supervisor.run(services, stopped()));
        return done();
    }

    @Async
    private Coroutine<String> stopped() {
        await(Objects.requireNonNull(stop));
        return done("stopping");
    }

    private final class Recorder implements ByteOutput {
        @Override
        public Coroutine<Void> write(ByteBuffer source) {
            written.append(UTF_8.decode(source));
            if (awaited.stream().allMatch(each -> written.indexOf(each) >= 0)) {
                Objects.requireNonNull(stop).set();
            }
            return done();
        }
    }

    @Test
    void everyLineBearsTheNameOfItsService() throws Exception {
        assertThat(run("one: echo a; echo b >&2; printf end", "# nothing", "", "two: echo c"))
                .contains("one | a", "one | b", "one | end", "two | c")
                .endsWith("supervisor | all services have ended")
                .hasSize(5);
    }

    @Test
    void aServiceThatFailsIsStartedAgainUntilItSucceeds() throws Exception {
        Path count = folder.resolve("count");
        assertThat(run("shaky: echo x >> " + count + "; test $(wc -l < " + count + ") -ge 3 && echo at last"))
                .containsExactly(
                        "shaky | failed with status 1, again in 5 ms",
                        "shaky | failed with status 1, again in 5 ms",
                        "shaky | at last",
                        "supervisor | all services have ended");
    }

    @Test
    void aServiceThatFailsTooOftenIsGivenUpAndTheOthersGoOn() throws Exception {
        assertThat(runUntil(
                        List.of("given up", "good | up"), "broken: kill -KILL $$", "good: echo up; exec sleep 1000"))
                .contains("good | up", "broken | failed with status 137, given up", "supervisor | stopping")
                .filteredOn(line -> line.startsWith("broken"))
                .hasSize(4);
    }

    @Test
    void servicesAreEndedInTheOppositeOrderEachBeforeTheNext() throws Exception {
        String polite =
                "trap 'echo asked; sleep 0.1; echo gone; exit 0' TERM; echo up; for i in $(seq 3000); do sleep 0.01; done";
        List<String> lines = runUntil(List.of("a | up", "b | up"), "a: " + polite, "b: " + polite);
        assertThat(lines.subList(lines.indexOf("supervisor | stopping"), lines.size()))
                .containsExactly("supervisor | stopping", "b | asked", "b | gone", "a | asked", "a | gone");
    }

    @Test
    void aServiceThatDoesNotEndIsKilled() throws Exception {
        grace = Duration.ofMillis(500);
        assertThat(runUntil(
                        List.of("stubborn | up"),
                        "stubborn: trap '' TERM; echo up; for i in $(seq 3000); do sleep 0.01; done"))
                .containsExactly("stubborn | up", "supervisor | stopping");
    }

    @Test
    void aChildThatKeepsTheOutputOpenDoesNotHoldUpTheEnd() throws Exception {
        assertThat(run("parent: sleep 5 & echo parent"))
                .containsExactly("parent | parent", "supervisor | all services have ended");
    }

    @Test
    void longLinesComeInParts() throws Exception {
        List<String> lines = run("long: head -c 20000 /dev/zero | tr '\\0' x; echo");
        assertThat(lines).hasSize(4).allMatch(line -> line.length() < 8_300);
        assertThat(String.join("", lines).chars().filter(c -> c == 'x').count()).isEqualTo(20_000);
    }

    @Test
    void aLineWithoutANameIsRefused() {
        assertThatThrownBy(() -> Service.listed(List.of("a: b", "nonsense")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no `name: command` in `nonsense`");
    }

    @Test
    void theProgramEndsItsServicesAtSignalTerm() throws Exception {
        Path list = folder.resolve("services");
        Files.writeString(
                list,
                "a: trap 'echo bye; exit 0' TERM; echo up; for i in $(seq 3000); do sleep 0.01; done\n"
                        + "b: trap 'echo bye; exit 0' TERM; echo up; for i in $(seq 3000); do sleep 0.01; done\n");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Supervisor.class.getName(),
                        list.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = program.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (lines.size() == 2) {
                    program.toHandle().destroy(); // TERM
                }
            }
            assertThat(program.waitFor()).isZero();
        } finally {
            program.destroyForcibly();
        }
        assertThat(lines.subList(0, 2)).containsExactlyInAnyOrder("a | up", "b | up");
        assertThat(lines.subList(2, lines.size()))
                .containsExactly("supervisor | stopping at signal TERM", "b | bye", "a | bye");
    }
}
