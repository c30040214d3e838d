package dev.heddle;

import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import org.jspecify.annotations.Nullable;

/** A coroutine that ends with a given result as soon as it is started. */
final class Completed<T extends @Nullable Object> extends Frame<T> {
    private final @Nullable T value;

    Completed(@Nullable T value) {
        this.value = value;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object ignored, @Nullable Throwable none) {
        return Awaits.result(value);
    }

    @Override
    public String toString() {
        return "done(" + value + ")";
    }
}
