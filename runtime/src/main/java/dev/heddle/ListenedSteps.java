package dev.heddle;

import dev.heddle.coroutine.Resumable;
import dev.heddle.scheduling.StepObserver;
import dev.heddle.scheduling.Strand;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a listener of the program of steps. Confined to the loop thread. */
final class ListenedSteps implements StepObserver {
    private final Loop loop;
    private final TaskListener listener;

    ListenedSteps(Loop loop, TaskListener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    @Override
    public void spawned(Strand task) {
        tell(listener::spawned, task);
    }

    @Override
    public void starts(Strand task) {
        tell(listener::stepBegins, task);
    }

    @Override
    public void resumes(Strand task, @Nullable Resumable innermost) {
        tell(listener::stepBegins, task);
    }

    @Override
    public void pauses(Strand task) {
        tell(listener::stepEnds, task);
    }

    @Override
    public void ends(Strand task) {
        tell(listener::ended, task);
    }

    private void tell(Consumer<? super Task<?>> method, Strand task) {
        try {
            method.accept((Task<?>) task);
        } catch (RuntimeException failure) {
            loop.report("a listener of " + loop + " failed", failure);
        }
    }
}
