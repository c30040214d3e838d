package dev.heddle.scheduling;

import dev.heddle.coroutine.Resumable;
import org.jspecify.annotations.Nullable;

/** Two observers as one: what begins is told to the outer one first, what ends to the inner one. Loop thread. */
record NestedObservers(StepObserver outer, StepObserver inner) implements StepObserver {
    @Override
    public void spawned(Strand task) {
        outer.spawned(task);
        inner.spawned(task);
    }

    @Override
    public void starts(Strand task) {
        outer.starts(task);
        inner.starts(task);
    }

    @Override
    public void resumes(Strand task, @Nullable Resumable innermost) {
        outer.resumes(task, innermost);
        inner.resumes(task, innermost);
    }

    @Override
    public void pauses(Strand task) {
        inner.pauses(task);
        outer.pauses(task);
    }

    @Override
    public void ends(Strand task) {
        inner.ends(task);
        outer.ends(task);
    }

    @Override
    public void tickEnds() {
        inner.tickEnds();
        outer.tickEnds();
    }

    @Override
    public void tickBegins() {
        outer.tickBegins();
        inner.tickBegins();
    }
}
