package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link ScopeProgram} run by the loop on virtual time, and what it writes down. */
final class ScopeProgramRun {
    /** What a program throws on purpose. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(int number) {
            super("failure " + number);
        }
    }

    /** Programs do not look at all of their tasks; nothing else is wrong with them. */
    private static final Pattern LOST =
            Pattern.compile("(task `[^`]+`).* failed, and nobody awaited it: .*", Pattern.DOTALL);

    private final World world = new World();
    private final Map<Integer, Task<Void>> tasks = new HashMap<>();
    private final Map<Integer, TaskScope> scopes = new HashMap<>();

    private ScopeProgramRun() {}

    static String trace(List<ScopeProgram.Statement> program) {
        ScopeProgramRun run = new ScopeProgramRun();
        try {
            run.world.run(run.body("main", program));
            run.world.log("main ends");
        } catch (Throwable thrown) {
            run.world.log("main ends with " + described(thrown));
        }
        for (String report : run.world.reports) {
            Matcher lost = LOST.matcher(report);
            assertThat(lost.matches()).as(report).isTrue();
            run.world.log("lost the failure of " + lost.group(1));
        }
        return run.world.trace();
    }

    private void log(String task, String line) {
        world.log(task + " " + line);
    }

    private static String described(Throwable thrown) {
        return described(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** With what it has suppressed. An exception may be its own cause, by what it has suppressed. */
    private static String described(Throwable thrown, Set<Throwable> told) {
        ScopeFailed failed = thrown instanceof ScopeFailed scopeFailed ? scopeFailed : null;
        String text = failed != null
                ? "ScopeFailed of " + failed.scope
                : thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
        if (!told.add(thrown)) {
            return text + " (told)";
        }
        StringBuilder whole = new StringBuilder(text);
        if (failed != null) {
            whole.append(": ").append(described(Objects.requireNonNull(failed.getCause()), told));
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            whole.append(" [").append(described(suppressed, told)).append(']');
        }
        return whole.toString();
    }

    @Async
    private Coroutine<Void> task(String name, List<ScopeProgram.Statement> statements) throws Exception {
        log(name, "begins");
        await(body(name, statements));
        log(name, "ends");
        return done();
    }

    @Async
    private Coroutine<Void> body(String task, List<ScopeProgram.Statement> statements) throws Exception {
        for (ScopeProgram.Statement statement : statements) {
            await(statement(task, statement));
        }
        return done();
    }

    @Async
    private Coroutine<Void> statement(String task, ScopeProgram.Statement statement) throws Exception {
        if (statement instanceof ScopeProgram.Sleep nap) {
            await(sleep(Duration.ofSeconds(nap.seconds())));
            log(task, "slept " + nap.seconds());
        } else if (statement instanceof ScopeProgram.Spawn spawn) {
            await(spawn(task, spawn));
        } else if (statement instanceof ScopeProgram.Start start) {
            String name = "t" + start.task();
            await(scope(start.scope()).<Integer>start(name, startup -> starting(name, start, startup)));
            log(task, "has started " + name);
        } else if (statement instanceof ScopeProgram.Reschedule move) {
            try {
                scope(move.scope()).reschedule(Duration.ofSeconds(move.seconds()));
            } catch (IllegalStateException refused) {
                log(task, "cannot reschedule s" + move.scope());
            }
        } else if (statement instanceof ScopeProgram.Await wait) {
            Task<Void> awaited = tasks.get(wait.task());
            if (awaited != null) {
                await(awaited);
                log(task, "awaited t" + wait.task());
            }
        } else if (statement instanceof ScopeProgram.Fail fail) {
            throw new Failure(fail.number());
        } else if (statement instanceof ScopeProgram.CancelTask cancel) {
            Task<Void> cancelled = tasks.get(cancel.task());
            if (cancelled != null) {
                cancelled.cancel();
            }
        } else if (statement instanceof ScopeProgram.CancelScope cancel) {
            scope(cancel.scope()).cancel();
        } else if (statement instanceof ScopeProgram.CancelChildren cancel) {
            scope(cancel.scope()).cancelChildren();
        } else if (statement instanceof ScopeProgram.Within within) {
            await(within(task, within));
        } else if (statement instanceof ScopeProgram.Look look) {
            look(task, look);
        } else if (statement instanceof ScopeProgram.Scope inner) {
            await(inScope(task, inner));
        } else if (statement instanceof ScopeProgram.Try attempt) {
            await(attempt(task, attempt));
        }
        return done();
    }

    @Async
    private Coroutine<Void> spawn(String task, ScopeProgram.Spawn spawn) throws Exception {
        String name = "t" + spawn.task();
        Coroutine<Void> coroutine = task(name, spawn.body());
        TaskScope scope = scope(spawn.scope());
        try {
            tasks.put(
                    spawn.task(),
                    switch (spawn.how()) {
                        case AT_ONCE -> scope.spawn(name, coroutine);
                        case DAEMON -> scope.spawnDaemon(name, coroutine);
                        case EAGERLY -> scope.spawnEagerly(coroutine);
                        case WHEN_FREE -> await(scope.spawnWhenFree(name, coroutine));
                    });
        } catch (IllegalStateException refused) {
            log(task, "cannot spawn " + name);
        }
        return done();
    }

    /** The coroutine of a task that is started. */
    @Async
    private Coroutine<Void> starting(String name, ScopeProgram.Start start, Startup<Integer> startup) throws Exception {
        tasks.put(start.task(), current());
        log(name, "begins");
        await(body(name, start.before()));
        startup.ready(start.task());
        log(name, "is ready");
        await(body(name, start.after()));
        log(name, "ends");
        return done();
    }

    @SuppressWarnings("unchecked") // those of a program are
    private static Task<Void> current() {
        return (Task<Void>) Task.current();
    }

    private TaskScope scope(int number) {
        return Objects.requireNonNull(scopes.get(number));
    }

    @Async
    private Coroutine<Void> inScope(String task, ScopeProgram.Scope inner) throws Exception {
        ScopeOptions options = ScopeOptions.defaults();
        if (inner.shield()) {
            options = ScopeOptions.shield(Duration.ofSeconds(inner.timeout()));
        } else if (inner.timeout() >= 0) {
            options = ScopeOptions.deadline(Duration.ofSeconds(inner.timeout()));
        }
        if (inner.places() > 0) {
            options = options.limit(inner.places());
        }
        TaskScope scope = TaskScope.open(options.named("s" + inner.scope()).policy(inner.policy()));
        scopes.put(inner.scope(), scope);
        try (scope) {
            await(body(task, inner.body()));
        }
        log(task, "has left s" + inner.scope() + (scope.expired() ? ", expired" : ""));
        return done();
    }

    @Async
    private Coroutine<Void> within(String task, ScopeProgram.Within within) throws Exception {
        Duration time = Duration.ofSeconds(within.seconds());
        Coroutine<Boolean> body = toItsEnd(task, within.body());
        Boolean ended = switch (within.way()) {
            case MOVE_ON_AFTER -> await(moveOnAfter(time, body));
            case TIMEOUT -> await(timeout(time, body));
            case SHIELD -> await(shield(time, body));
        };
        log(task, ended == null ? "moves on" : "goes on");
        return done();
    }

    @Async
    private Coroutine<Boolean> toItsEnd(String task, List<ScopeProgram.Statement> statements) throws Exception {
        await(body(task, statements));
        return done(true);
    }

    private void look(String task, ScopeProgram.Look look) {
        Task<Void> seen = tasks.get(look.task());
        if (seen != null) {
            CancelReason reason = seen.cancelReason();
            log(task, "sees t" + look.task() + " " + seen.state() + (reason == null ? "" : ", " + reason.kind()));
        }
        log(task, "has " + Task.current().timeLeft());
    }

    @Async
    private Coroutine<Void> attempt(String task, ScopeProgram.Try attempt) throws Exception {
        try {
            await(body(task, attempt.body()));
        } catch (Throwable thrown) {
            log(task, "catches " + described(thrown));
            await(body(task, attempt.handler()));
        }
        return done();
    }
}
