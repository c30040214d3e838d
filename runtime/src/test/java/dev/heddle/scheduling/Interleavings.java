package dev.heddle.scheduling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario of a few actors once for every order in which their steps can follow each other.
 *
 * <p>Each actor has a thread, but only one runs at a time. Classes loaded by {@link SteppedClasses} call {@link #step} before
 * each access to a volatile field; there, at a wait and at the end of an actor the explorer chooses who goes on. It replays
 * the choices of the run before up to the last one that had an alternative, takes that, and goes on with first choices:
 * depth-first search without stored states. Orders that differ only in steps that commute are tried once (sleep sets:
 * Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", LNCS 1032, 1996).
 *
 * <p>As the accesses are sequentially consistent, this covers every execution, provided that the rest is free of data races.
 * A state in which nobody can go on and somebody waits is a failure: this is how a lost wake-up shows.
 */
public final class Interleavings {
    /** Steps after which a run is taken to be endless. */
    private static final int LONGEST_RUN = 1_000;

    private static final ThreadLocal<@Nullable Actor> ACTOR = new ThreadLocal<>();

    /** What the actors share: made anew for each run. */
    public interface Scenario {
        /** The code of each actor. */
        List<Runnable> actors();

        /** Called when all actors have ended. */
        void check();
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> choices = new ArrayList<>();
    private final List<Integer> alternatives = new ArrayList<>();

    private Interleavings() {}

    /**
     * Explores all orders.
     *
     * @return how many were run
     * @throws AssertionError for the first that fails, with the actors in the order of their steps
     */
    static int explore(Supplier<? extends Scenario> scenarios) {
        Interleavings explorer = new Interleavings();
        try {
            int runs = 0;
            do {
                Scenario scenario = scenarios.get();
                Run run = explorer.new Run(scenario.actors());
                try {
                    if (run.toEnd()) {
                        scenario.check();
                        runs++;
                    }
                } catch (AssertionError | RuntimeException failure) {
                    throw new AssertionError(failure.getMessage() + ", steps of " + run.steps, failure);
                }
            } while (explorer.nextChoices());
            return runs;
        } finally {
            explorer.threads.shutdown();
        }
    }

    /** Called before an access that other actors can see; does nothing outside an actor. Places are compared by name. */
    public static void step(String place, boolean writes) {
        Actor actor = ACTOR.get();
        if (actor != null && !actor.run.choosing) {
            actor.pass(new Access(place, writes), () -> true);
        }
    }

    /** Stops the actor until the condition, made true by another, holds. */
    public static void waitUntil(BooleanSupplier condition) {
        Actor actor = ACTOR.get();
        if (actor == null) {
            throw new AssertionError("only an actor can wait");
        }
        actor.pass(null, condition);
    }

    private boolean nextChoices() {
        int last = choices.size() - 1;
        while (last >= 0 && choices.get(last) + 1 >= alternatives.get(last)) {
            choices.remove(last);
            alternatives.remove(last);
            last--;
        }
        if (last < 0) {
            return false;
        }
        choices.set(last, choices.get(last) + 1);
        return true;
    }

    private record Access(String place, boolean writes) {
        boolean commutesWith(Access other) {
            return !place.equals(other.place) || !writes && !other.writes;
        }
    }

    /** Ends an actor whose run is over before it is. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1;
    }

    private final class Run {
        private final List<Actor> actors = new ArrayList<>();
        private final List<Actor> unfinished;
        private final List<Integer> steps = new ArrayList<>();
        private final CountDownLatch end;

        /** Actors whose next step leads only to what has been explored from an earlier choice. */
        private Set<Actor> asleep = new HashSet<>();

        /** Set while conditions are evaluated, whose accesses are no steps. */
        private boolean choosing;

        private volatile boolean over;
        private volatile boolean explored;
        private volatile @Nullable Throwable failure;

        Run(List<Runnable> bodies) {
            for (Runnable body : bodies) {
                actors.add(new Actor(this, actors.size(), body));
            }
            unfinished = new ArrayList<>(actors);
            end = new CountDownLatch(actors.size());
        }

        /** False if the rest of the run was found to be explored already. */
        boolean toEnd() {
            for (Actor actor : actors) {
                threads.execute(actor);
                actor.ready.acquireUninterruptibly();
            }
            goOn(null);
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError("the test was interrupted", e);
            }
            Throwable thrown = failure;
            if (thrown != null) {
                throw new AssertionError(thrown.getMessage(), thrown);
            }
            return !explored;
        }

        /** Lets the next actor make its step; true if this is the one that runs. */
        boolean goOn(@Nullable Actor running) {
            List<Actor> candidates = candidates(running);
            if (candidates.isEmpty()) {
                finish();
                return false;
            }
            int depth = steps.size();
            if (depth == choices.size()) {
                choices.add(0);
                alternatives.add(candidates.size());
            }
            int choice = choices.get(depth);
            Actor chosen = candidates.get(choice);
            steps.add(chosen.number);
            asleep.addAll(candidates.subList(0, choice));
            asleep.removeIf(other -> !other.commutesWith(chosen));
            if (chosen == running) {
                return true;
            }
            chosen.turn.release();
            return false;
        }

        /** Who can make a step and is not asleep, the one that runs now first; none when the run is over. */
        private List<Actor> candidates(@Nullable Actor running) {
            List<Actor> candidates = new ArrayList<>();
            boolean stuck = true;
            choosing = true;
            for (Actor actor : unfinished) {
                if (actor.condition.getAsBoolean()) {
                    stuck = false;
                    if (!asleep.contains(actor)) {
                        candidates.add(actor == running ? 0 : candidates.size(), actor);
                    }
                }
            }
            choosing = false;
            if (stuck && !unfinished.isEmpty()) {
                failure = new AssertionError("waits for ever: " + unfinished);
            } else if (steps.size() == LONGEST_RUN) {
                failure = new AssertionError("does not end");
                candidates.clear();
            } else if (candidates.isEmpty() && !unfinished.isEmpty()) {
                explored = true;
            }
            return candidates;
        }

        void finish() {
            over = true;
            actors.forEach(actor -> actor.turn.release());
        }
    }

    private static final class Actor implements Runnable {
        private final Run run;
        private final int number;
        private final Runnable body;
        private final Semaphore ready = new Semaphore(0);
        private final Semaphore turn = new Semaphore(0);

        /** The next step; null for a wait, which commutes with nothing. */
        private @Nullable Access next;

        private BooleanSupplier condition = () -> true;
        private boolean started;

        Actor(Run run, int number, Runnable body) {
            this.run = run;
            this.number = number;
            this.body = body;
        }

        @Override
        public void run() {
            ACTOR.set(this);
            try {
                body.run();
                run.unfinished.remove(this);
                if (started) {
                    run.goOn(null);
                }
            } catch (Abandoned e) {
                // the run is over
            } catch (Throwable thrown) {
                run.failure = thrown;
                run.finish();
            } finally {
                ACTOR.remove();
                ready.release();
                run.end.countDown();
            }
        }

        /** Stops before a step until the explorer chooses it. All actors reach their first one before the first choice. */
        void pass(@Nullable Access access, BooleanSupplier until) {
            next = access;
            condition = until;
            if (!started) {
                started = true;
                ready.release();
            } else if (run.goOn(this)) {
                return;
            }
            turn.acquireUninterruptibly();
            if (run.over) {
                throw new Abandoned();
            }
        }

        boolean commutesWith(Actor other) {
            Access mine = next;
            Access theirs = other.next;
            return mine != null && theirs != null && mine.commutesWith(theirs);
        }

        @Override
        public String toString() {
            return "actor " + number;
        }
    }
}
