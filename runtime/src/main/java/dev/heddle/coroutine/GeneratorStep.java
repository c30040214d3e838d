package dev.heddle.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * One run of a generator's body: from where it stands to its next emit or its end, through as many waits as it likes.
 *
 * <p>Confined to the thread that drives the consumer.
 */
abstract class GeneratorStep<R extends @Nullable Object> extends Frame<R> {
    /** The body has suspended in an await. */
    private static final int BODY_WAITS = 1;

    /** The generator goes on with another body. */
    private static final Object AGAIN = new Object();

    final Generator<?> generator;

    /** True once the body has been told that it cannot emit. */
    private boolean refused;

    GeneratorStep(Generator<?> generator) {
        this.generator = generator;
    }

    /** Whether the body is to run at all. */
    abstract boolean enters();

    /** What is thrown where the body stands; null lets it go on. */
    abstract @Nullable Throwable thrownInto();

    /** The body has emitted: null if that is welcome, else what the emit throws. */
    abstract @Nullable Throwable refusal();

    /** The outcome of a step that ends at a welcome emit. */
    abstract @Nullable Object emitted();

    /** The outcome of a step with which the body has ended. */
    abstract @Nullable Object ended();

    /** The outcome of a step with which the body has failed, or throws. */
    abstract @Nullable Object failed(Throwable failure) throws Throwable;

    @Override
    protected final @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
        if (state != BODY_WAITS) {
            begin();
        }
        Object outcome;
        try {
            outcome = state == BODY_WAITS ? stopped(value, failure) : AGAIN;
            while (outcome == AGAIN) {
                outcome = enter(thrownInto());
            }
        } catch (Throwable thrown) {
            over();
            throw thrown;
        }
        if (outcome != this) {
            over();
        }
        return outcome;
    }

    /** The first thing of a step; what it throws leaves everything as it was. */
    void begin() throws Throwable {
        refused = false;
        generator.begin();
    }

    /** The last thing of a step. */
    void over() {
        generator.over();
    }

    private @Nullable Object enter(@Nullable Throwable thrown) throws Throwable {
        if (!enters()) {
            generator.finish();
            return ended();
        }
        Object outcome;
        try {
            outcome = generator.resume(this, thrown);
        } catch (Throwable failure) {
            return stopped(null, failure);
        }
        if (Awaits.suspended(outcome) != null) {
            state = BODY_WAITS;
            return this;
        }
        return stopped(outcome, null);
    }

    private @Nullable Object stopped(@Nullable Object outcome, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            generator.finish();
            return failed(failure);
        }
        if (outcome != Generator.EMITTED) {
            generator.becomes(outcome);
            return AGAIN;
        }
        Throwable refusal = refusal();
        if (refusal == null) {
            return emitted();
        }
        if (refused) {
            generator.finish();
            throw refusal;
        }
        refused = true;
        return enter(refusal);
    }
}
