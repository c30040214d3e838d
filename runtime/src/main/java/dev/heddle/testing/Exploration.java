package dev.heddle.testing;

import dev.heddle.Coroutine;
import dev.heddle.TaskCancelledException;
import dev.heddle.testing.Schedule.Strike;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program again and again on virtual time, each time in another order and with another fault at another moment, to
 * find what only a rare schedule shows.
 *
 * <p>For each seed the tasks that are ready take their turns in a random order, which the seed repeats exactly; seed 0 is the
 * usual order. With {@link #faults}, the program is then run with that order once for each point of the run and each thing
 * that can go wrong there: a task is cancelled, what it waits for fails, a deadline passes. The points are those between two
 * steps, and those at which nothing is ready any more and all wait for the clock and the world outside; so a task is hit while
 * it waits, and also when its wait is over and it has not run yet.
 *
 * <p>Each run has a loop of its own and must end: what hangs is a failure, which tells which tasks wait for what. So is an
 * exception of the program, apart from those that a fault explains: a {@link TaskCancelledException}, an
 * {@link InjectedFailure}, a {@link dev.heddle.DeadlineExceeded}, or what has one of them as its cause. So is a failure that
 * nobody is told about, and whatever is left behind: a task of the root scope that is no daemon, a timer, a socket, a lock that
 * is held. A failure is thrown as an {@link AssertionError} that names the seed, the fault and the point.
 *
 * <p>Immutable; a run belongs to the thread that calls it, on which no loop may run.
 */
public final class Exploration {
    /** A program for one run, with fresh state. */
    public interface Trial {
        /** The program; called once, inside a task. */
        Coroutine<?> program() throws Exception;

        /** The world it runs in, with the faults of the network that belong to the test. Called once. */
        default ScriptedEngine engine() {
            return new ScriptedEngine();
        }

        /**
         * True if a failure, of the program or a reported one, is what the program is to do about a fault, although it does not
         * tell its cause.
         */
        default boolean allows(Throwable failure) {
            return false;
        }

        /** Throws if the run, which is over with all its tasks, has left a wrong state. */
        default void check() throws Exception {}
    }

    /** Virtual time that no program of a test needs, unless it never ends. */
    private static final Duration LIMIT = Duration.ofDays(1000);

    private final Supplier<? extends Trial> trials;
    private final int firstSeed;
    private final int seeds;
    private final List<Fault> faults;
    private final Duration limit;

    private Exploration(
            Supplier<? extends Trial> trials, int firstSeed, int seeds, List<Fault> faults, Duration limit) {
        this.trials = trials;
        this.firstSeed = firstSeed;
        this.seeds = seeds;
        this.faults = faults;
        this.limit = limit;
    }

    /** One run in the usual order, without faults; {@code trials} gives the program anew for each run. */
    public static Exploration of(Supplier<? extends Trial> trials) {
        return new Exploration(trials, 0, 1, List.of(), LIMIT);
    }

    /** Runs with each of so many seeds, from 0 on. Returns the number of runs. */
    public static int shuffle(int seeds, Supplier<? extends Trial> trials) {
        return of(trials).seeds(seeds).run();
    }

    /** Runs with each of so many seeds, from 0 on, and each cancellation. Returns the number of runs. */
    public static int cancelEverywhere(int seeds, Supplier<? extends Trial> trials) {
        return of(trials).seeds(seeds).faults(Fault.CANCELLATION).run();
    }

    /** The same with so many seeds. */
    public Exploration seeds(int count) {
        return new Exploration(trials, firstSeed, count, faults, limit);
    }

    /** The same, beginning with this seed: with one seed, what has failed with it is run again. */
    public Exploration from(int seed) {
        return new Exploration(trials, seed, seeds, faults, limit);
    }

    /** The same, with each of these faults everywhere. */
    public Exploration faults(Fault... kinds) {
        return new Exploration(trials, firstSeed, seeds, List.of(kinds), limit);
    }

    /** The same, with a run that takes more virtual time being a failure; 1000 days unless set. */
    public Exploration within(Duration virtualTime) {
        return new Exploration(trials, firstSeed, seeds, faults, virtualTime);
    }

    /**
     * Does all the runs, up to the first that fails. Returns their number.
     *
     * @throws AssertionError with the seed, the fault and the point, if something is wrong in a run
     */
    public int run() {
        int runs = 0;
        for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
            Schedule undisturbed = run(seed, null, faults);
            for (Strike strike : undisturbed.possible()) {
                run(seed, strike, List.of());
            }
            runs += 1 + undisturbed.possible().size();
        }
        return runs;
    }

    private Schedule run(int seed, @Nullable Strike strike, List<Fault> counted) {
        Schedule schedule = new Schedule(seed, strike, counted);
        Trial trial = trials.get();
        new TrialRun(trial, schedule, trial.engine().seed(seed).limit(limit)).run();
        return schedule;
    }
}
