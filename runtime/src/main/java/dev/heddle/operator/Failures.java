package dev.heddle.operator;

import dev.heddle.ScopeFailed;
import org.jspecify.annotations.Nullable;

/** What has failed while several things were closed: the first is thrown, the others are kept in it. Confined to one call. */
final class Failures {
    private final @Nullable Throwable known;
    private @Nullable Throwable first;

    /**
     * Nothing yet.
     *
     * @param known what was thrown before and is not to be thrown again
     */
    Failures(@Nullable Throwable known) {
        this.known = known;
    }

    void add(@Nullable Throwable failure) {
        if (failure == null || failure == known || failure == first) {
            return;
        }
        if (first == null) {
            first = failure;
        } else {
            first.addSuppressed(failure);
        }
    }

    /** The failures of the tasks of a scope. */
    void addThoseOf(ScopeFailed failed) {
        add(failed.getCause());
        for (Throwable later : failed.getSuppressed()) {
            add(later);
        }
    }

    void throwIfAny() {
        if (first != null) {
            throw Failures.<RuntimeException>sneaky(first);
        }
    }

    /** Lets a checked exception through, which the caller of the operator expects. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
