package dev.heddle.samples.shell;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.race;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.waitAll;

import dev.heddle.Backoff;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.process.ProcessStartException;
import dev.heddle.process.Signals;
import dev.heddle.process.StandardStreams;
import dev.heddle.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs services, each by a task of its own: one that fails is started again, later each time; one that ends without a failure
 * has done its work. To stop they are ended in the opposite order of their start, each before the next one is asked to.
 *
 * <p>Confined to the loop thread.
 */
public final class Supervisor {
    /** How long after the end of a process what it has written last may take to come. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Screen screen;
    private final Backoff backoff;
    private final Duration grace;

    /** Fails that are further apart than this have nothing to do with each other. */
    private final Duration stable;

    /**
     * A supervisor.
     *
     * @param backoff when a service is started again; one whose attempts are used up stays as it is
     * @param grace how long a service may take to end when it is asked to, before it is killed
     * @param stable how long a service has to run for its earlier failures to be forgotten
     */
    Supervisor(Screen screen, Backoff backoff, Duration grace, Duration stable) {
        this.screen = screen;
        this.backoff = backoff;
        this.grace = grace;
        this.stable = stable;
    }

    /** Runs services until {@code stop} has ended, or all of them have. A suspension point. */
    @Async
    Coroutine<Void> run(List<Service> services, Coroutine<String> stop) throws IOException {
        try (TaskScope writing = TaskScope.open()) {
            writing.spawn("screen", screen.write());
            try (TaskScope outputs = TaskScope.open()) {
                await(runAll(services, stop, outputs));
            } finally {
                screen.close();
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> runAll(List<Service> services, Coroutine<String> stop, TaskScope outputs)
            throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            List<Task<Void>> running = new ArrayList<>();
            for (Service service : services) {
                running.add(scope.spawn(service.name(), keepRunning(service, outputs)));
            }
            String why = await(race(stop, haveEnded(running)));
            await(screen.line("supervisor", why));
            for (int i = running.size() - 1; i >= 0; i--) {
                running.get(i).cancel(why);
                await(waitAll(List.of(running.get(i))));
            }
        }
        return done();
    }

    @Async
    private static Coroutine<String> haveEnded(List<Task<Void>> tasks) {
        await(waitAll(tasks));
        return done("all services have ended");
    }

    @Async
    private Coroutine<Void> keepRunning(Service service, TaskScope outputs) throws IOException {
        for (int attempt = 1; ; attempt++) {
            long started = Loop.current().nanos();
            String failure = await(runOnce(service, outputs));
            if (failure.isEmpty()) {
                return done();
            }
            if (Loop.current().nanos() - started > stable.toNanos()) {
                attempt = 1;
            }
            if (!backoff.triesAgain(attempt, new IOException(failure))) {
                await(screen.line(service.name(), failure + ", given up"));
                return done();
            }
            Duration delay = backoff.delayAfter(attempt, Loop.current().random());
            await(screen.line(service.name(), failure + ", again in " + delay.toMillis() + " ms"));
            await(sleep(delay));
        }
    }

    /** Runs a service to its end; what was wrong, or nothing. Cancelled, it ends the process first. */
    @Async
    private Coroutine<String> runOnce(Service service, TaskScope outputs) throws IOException {
        try (Subprocess process = await(Subprocess.start(
                service.command().withoutStdin().stderrToStdout().grace(grace)))) {
            // not a task of this one, so that it goes on while the process is being ended
            Task<Void> output =
                    outputs.spawn("output of " + service.name(), screen.copy(service.name(), process.stdout()));
            try {
                int status = await(process.waitFor());
                return done(status == 0 ? "" : "failed with status " + status);
            } finally {
                await(shield(grace.plus(LAST_WORDS).plus(LAST_WORDS), end(process, output)));
            }
        } catch (ProcessStartException noProgram) {
            return done(String.valueOf(noProgram.getMessage()));
        } catch (DeadlineExceeded stuck) {
            return done("cannot be ended");
        }
    }

    /** Asks a process to end if it runs, insists, and lets its output come. */
    @Async
    private Coroutine<Void> end(Subprocess process, Task<Void> output) {
        process.terminate();
        if (await(moveOnAfter(grace, process.waitFor())) == null) {
            process.kill();
        }
        await(moveOnAfter(LAST_WORDS, output.toCoroutine()));
        return done();
    }

    @Async
    private static Coroutine<String> untilSignalled() {
        return done("stopping at signal " + await(Signals.awaitNext("TERM", "INT")));
    }

    @Async
    private static Coroutine<Void> program(List<Service> services) throws IOException {
        Supervisor supervisor = new Supervisor(
                new Screen(StandardStreams.out()),
                Backoff.exponential(Duration.ofMillis(200), Duration.ofSeconds(30)),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
        await(supervisor.run(services, untilSignalled()));
        return done();
    }

    /** Runs the services that are listed in the file given. */
    public static void main(String[] args) throws IOException {
        Loop.run(program(Service.listed(Files.readAllLines(Path.of(args[0])))));
    }
}
