package dev.heddle.testing;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskCancelledException;
import dev.heddle.scheduling.RunQueue;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Strand;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program again and again on virtual time, each time in another order and with another of its tasks cancelled at
 * another moment, to find what only a rare schedule shows.
 *
 * <p>For each seed the tasks that are ready take their turns in a random order, which the seed repeats exactly; seed 0 is the
 * usual order. {@link #cancelEverywhere} then runs the program with that order once for each point of the run and each task
 * that has begun by then, and cancels that task there. The points are those between two steps, and those at which nothing is
 * ready any more and all wait for the clock and the world outside; so a task is cancelled while it waits, and also when its
 * wait is over and it has not run yet.
 *
 * <p>Each run has a loop of its own and must end: what hangs is a failure. So is an exception of the program, apart from a
 * {@link TaskCancelledException} where a task was cancelled, and any failure that nobody is told about. A failure is thrown
 * as an {@link AssertionError} that names the seed, the task and the point, and has the failure as its cause.
 */
public final class Exploration {
    /** A program for one run, with fresh state. */
    public interface Trial {
        /** The program; called once. */
        Coroutine<?> program();

        /** Throws if the run, which is over with all its tasks, has left a wrong state. */
        default void check() {}
    }

    private final Supplier<? extends Trial> trials;
    private final int seeds;
    private int runs;

    private Exploration(Supplier<? extends Trial> trials, int seeds) {
        this.trials = trials;
        this.seeds = seeds;
    }

    /** Runs with each of so many seeds, from 0 on. Returns the number of runs. */
    public static int shuffle(int seeds, Supplier<? extends Trial> trials) {
        Exploration exploration = new Exploration(trials, seeds);
        for (int seed = 0; seed < seeds; seed++) {
            exploration.run(new Schedule(seed, Integer.MAX_VALUE, 0));
        }
        return exploration.runs;
    }

    /** Runs with each of so many seeds, from 0 on, and each cancellation. Returns the number of runs. */
    public static int cancelEverywhere(int seeds, Supplier<? extends Trial> trials) {
        Exploration exploration = new Exploration(trials, seeds);
        exploration.cancelEverywhere();
        return exploration.runs;
    }

    private void cancelEverywhere() {
        for (int seed = 0; seed < seeds; seed++) {
            List<Integer> begun = run(new Schedule(seed, Integer.MAX_VALUE, 0)).begun;
            for (int point = 0; point < begun.size(); point++) {
                for (int victim = 0; victim < begun.get(point); victim++) {
                    run(new Schedule(seed, point, victim));
                }
            }
        }
    }

    private Schedule run(Schedule schedule) {
        runs++;
        List<Throwable> reported = new ArrayList<>();
        LoopOptions options = LoopOptions.defaults()
                .named("exploration")
                .engine(ScriptedEngine::new)
                .reporter((sentence, failure) -> reported.add(new AssertionError(sentence, failure)));
        Trial trial = trials.get();
        try {
            try (Loop loop = Loop.open(options)) {
                loop.post(() -> Scheduler.current().ready().orderBy(schedule));
                loop.runUntilComplete(trial.program());
            } catch (TaskCancelledException cancelled) {
                if (schedule.victim == null) {
                    throw cancelled;
                }
            }
            trial.check();
        } catch (Throwable failure) {
            AssertionError found = new AssertionError("failed " + schedule, failure);
            reported.forEach(found::addSuppressed);
            throw found;
        }
        if (!reported.isEmpty()) {
            throw new AssertionError("a failure was reported " + schedule, reported.get(0));
        }
        return schedule;
    }

    /** The order of one run, and the cancellation in it. Confined to the loop thread. */
    private static final class Schedule implements RunQueue.Order {
        private final int seed;
        private final Random random;
        private final int cancelPoint;
        private final int cancelTask;
        private final List<Task<?>> tasks = new ArrayList<>();

        /** For each point, how many tasks had begun before it. */
        private final List<Integer> begun = new ArrayList<>();

        private @Nullable Task<?> victim;

        Schedule(int seed, int cancelPoint, int cancelTask) {
            this.seed = seed;
            this.random = new Random(seed);
            this.cancelPoint = cancelPoint;
            this.cancelTask = cancelTask;
        }

        @Override
        public void begins(Strand task) {
            tasks.add((Task<?>) task);
        }

        @Override
        public int next(int ready) {
            point();
            return seed == 0 ? 0 : random.nextInt(ready);
        }

        @Override
        public void allHaveRun() {
            point();
        }

        private void point() {
            if (begun.size() == cancelPoint) {
                victim = tasks.get(cancelTask);
                victim.cancel();
            }
            begun.add(tasks.size());
        }

        @Override
        public String toString() {
            return "with seed " + seed + (victim == null ? "" : ", " + victim + " cancelled at point " + cancelPoint);
        }
    }
}
