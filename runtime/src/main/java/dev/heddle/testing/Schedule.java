package dev.heddle.testing;

import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.Waitable;
import dev.heddle.scheduling.RunQueue;
import dev.heddle.scheduling.Strand;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The order of one run of an {@link Exploration}, and the fault in it. Confined to the loop thread. */
final class Schedule implements RunQueue.Order {
    /** A fault at the {@code point}-th point, of the {@code target}-th of those it can happen to there. */
    record Strike(Fault fault, int point, int target) {}

    private final int seed;
    private final Random random;
    private final @Nullable Strike strike;
    private final List<Fault> counted;
    private final List<Task<?>> begun = new ArrayList<>();
    private final List<Waitable> shared = new ArrayList<>();
    private final List<Strike> possible = new ArrayList<>();
    private int point;
    private @Nullable TaskScope whole;
    private @Nullable String struck;

    /** What the awaits throw that are made to fail. */
    final InjectedFailure failure = new InjectedFailure();

    /**
     * One run.
     *
     * @param strike the fault to happen; null for none
     * @param counted those for which all possible strikes are to be found
     */
    Schedule(int seed, @Nullable Strike strike, List<Fault> counted) {
        this.seed = seed;
        this.random = new Random(seed);
        this.strike = strike;
        this.counted = counted;
    }

    @Override
    public void begins(Strand task) {
        begun.add((Task<?>) task);
    }

    @Override
    public void uses(Waitable used) {
        shared.add(used);
    }

    @Override
    public int next(int ready) {
        atPoint();
        return seed == 0 ? 0 : random.nextInt(ready);
    }

    @Override
    public void allHaveRun() {
        atPoint();
    }

    /** The program begins, in a scope of its own. */
    void begins(TaskScope whole) {
        this.whole = whole;
    }

    private void atPoint() {
        begun.removeIf(Task::isDone);
        if (strike != null && strike.point == point) {
            List<?> targets = strike.fault.targets(List.copyOf(begun), whole);
            struck = strike.fault.strike(targets.get(strike.target), failure) + " at point " + point;
        }
        for (Fault fault : counted) {
            int targets = fault.targets(begun, whole).size();
            for (int target = 0; target < targets; target++) {
                possible.add(new Strike(fault, point, target));
            }
        }
        point++;
    }

    /** All faults of the counted kinds that could have happened in the run. */
    List<Strike> possible() {
        return possible;
    }

    /** True once the fault has happened. */
    boolean hasStruck() {
        return struck != null;
    }

    /** Everything that tasks have shared in the run. */
    List<Waitable> shared() {
        return shared;
    }

    @Override
    public String toString() {
        return "with seed " + seed + (struck == null ? "" : ", " + struck);
    }
}
