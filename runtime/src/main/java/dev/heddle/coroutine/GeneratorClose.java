package dev.heddle.coroutine;

import dev.heddle.StreamClosed;
import org.jspecify.annotations.Nullable;

/** The step that ends a generator: throws {@link StreamClosed} at the emit where it stands. Confined as its generator is. */
final class GeneratorClose extends GeneratorStep<@Nullable Void> {
    private final StreamClosed closed = new StreamClosed();

    GeneratorClose(Generator<?> generator) {
        super(generator);
    }

    @Override
    boolean enters() {
        return generator.hasBegun();
    }

    @Override
    Throwable thrownInto() {
        return closed;
    }

    @Override
    Throwable refusal() {
        return new IllegalStateException("`emit` in the clean-up of a stream that its consumer has closed", closed);
    }

    @Override
    Object emitted() {
        throw new AssertionError("no emit is welcome any more");
    }

    @Override
    @Nullable
    Object ended() {
        return null;
    }

    @Override
    @Nullable
    Object failed(Throwable failure) throws Throwable {
        if (failure != closed) {
            throw failure;
        }
        Throwable thrown = ofResources();
        if (thrown != null) {
            throw thrown;
        }
        return null;
    }

    /** What the resources of the body have thrown: try-with-resources suppresses it for the sake of what was on its way. */
    private @Nullable Throwable ofResources() {
        Throwable first = null;
        for (Throwable thrown : closed.getSuppressed()) {
            if (first == null) {
                first = thrown;
            } else if (first != thrown) {
                first.addSuppressed(thrown);
            }
        }
        return first;
    }

    @Override
    public String toString() {
        return "the closing of " + generator;
    }
}
