package dev.heddle.coroutine;

import dev.heddle.scheduling.Scheduler;
import org.jspecify.annotations.Nullable;

/** The step to the next element. The generator uses one for each ask that is awaited in its turn. Confined as its generator is. */
final class GeneratorAdvance extends GeneratorStep<Boolean> {
    /** Between two asks; any state but 0 refuses to be started. */
    private static final int OVER = 2;

    GeneratorAdvance(Generator<?> generator) {
        super(generator);
        state = OVER;
    }

    /** True from the time at which it is spawned or awaited until it is over. */
    boolean isTaken() {
        return state != OVER && state != 0;
    }

    /** This, cold again for one ask. */
    GeneratorAdvance asked() {
        if (state == OVER) {
            state = 0;
            caller = null;
        }
        if (isTaken()) {
            throw new IllegalStateException("the next element of this stream has been asked for and is not there yet");
        }
        return this;
    }

    @Override
    void begin() throws Throwable {
        try {
            Scheduler scheduler = Scheduler.currentOrNull();
            if (scheduler != null) {
                scheduler.checkCancellation();
            }
            super.begin();
        } catch (Throwable refusal) {
            state = OVER;
            throw refusal;
        }
    }

    @Override
    void over() {
        super.over();
        state = OVER;
    }

    @Override
    boolean enters() {
        return !generator.hasEnded();
    }

    @Override
    @Nullable
    Throwable thrownInto() {
        return null;
    }

    @Override
    @Nullable
    Throwable refusal() {
        return generator.isInsideOwnScope()
                ? new IllegalStateException(
                        "`emit` inside a scope that the generator has opened: the scope would reach around"
                                + " what the consumer does until it asks again; let the consumer open it")
                : null;
    }

    @Override
    Object emitted() {
        generator.deliver();
        return true;
    }

    @Override
    Object ended() {
        return false;
    }

    @Override
    Object failed(Throwable failure) throws Throwable {
        throw failure;
    }

    @Override
    public String toString() {
        return "the next element of " + generator;
    }
}
