package dev.heddle.testing;

import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.ScopeOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.Waitable;
import dev.heddle.scheduling.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a trial in a loop of its own, and the judgement about it. Used once. */
final class TrialRun {
    private final Exploration.Trial trial;
    private final Schedule schedule;
    private final ScriptedEngine engine;
    private final List<Throwable> reported = new ArrayList<>();
    private final List<String> leaks = new ArrayList<>();
    private @Nullable Scheduler scheduler;

    TrialRun(Exploration.Trial trial, Schedule schedule, ScriptedEngine engine) {
        this.trial = trial;
        this.schedule = schedule;
        this.engine = engine;
    }

    /** Runs the program and throws an {@link AssertionError} if anything is wrong with what it comes to. */
    void run() {
        try {
            try {
                runProgram();
            } catch (Throwable failure) {
                if (!isExpected(failure)) {
                    throw failure;
                }
            }
            findTheRest();
            trial.check();
        } catch (Throwable failure) {
            AssertionError found = new AssertionError("failed " + schedule, failure);
            reported.forEach(found::addSuppressed);
            throw found;
        }
        if (!reported.isEmpty()) {
            throw new AssertionError("a failure was reported " + schedule, reported.get(0));
        }
        if (!leaks.isEmpty()) {
            throw new AssertionError("left behind " + schedule + ": " + String.join(", ", leaks));
        }
    }

    private void runProgram() {
        LoopOptions options =
                LoopOptions.defaults().named("exploration").engine(() -> engine).reporter(this::report);
        try (Loop loop = Loop.open(options)) {
            loop.post(() -> {
                scheduler = Scheduler.current();
                scheduler.ready().orderBy(schedule);
            });
            try {
                loop.runUntilComplete(TaskScope.run(ScopeOptions.defaults().named("the program"), scope -> {
                    schedule.begins(scope);
                    return trial.program();
                }));
            } finally {
                findTasks(loop);
            }
        }
    }

    private void report(String sentence, Throwable failure) {
        if (!isExpected(failure)) {
            reported.add(new AssertionError(sentence, failure));
        }
    }

    private boolean isExpected(Throwable failure) {
        return schedule.hasStruck() && (Fault.explains(schedule.failure, failure) || trial.allows(failure));
    }

    private void findTasks(Loop loop) {
        for (Task<?> task : loop.tasks()) {
            if (!task.isDaemon()) {
                leaks.add(task + " goes on");
            }
        }
    }

    private void findTheRest() {
        int timers = Objects.requireNonNull(scheduler).timers().size();
        if (timers != 0) {
            leaks.add(timers + " timers");
        }
        if (engine.leftOpen() != 0) {
            leaks.add(engine.leftOpen() + " open sockets");
        }
        for (Waitable shared : schedule.shared()) {
            shared.holders().forEach(holder -> leaks.add(shared + " held by " + holder));
        }
    }
}
