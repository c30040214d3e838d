package dev.heddle;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How something ended: with a value or with an exception. Immutable. */
public sealed interface Outcome<T extends @Nullable Object> {
    /** A result, which may be null. */
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {
        @Override
        public T get() {
            return value;
        }

        @Override
        public boolean isSuccess() {
            return true;
        }
    }

    /** An exception; that of a task which was cancelled is a {@link TaskCancelledException}. */
    record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {
        /** A failure by this exception, which cannot be null. */
        public Failure {
            Objects.requireNonNull(exception, "exception");
        }

        @Override
        public T get() {
            throw Loop.<RuntimeException>sneaky(exception);
        }

        @Override
        public boolean isSuccess() {
            return false;
        }
    }

    /** How a task has ended; its failure counts as having been told. */
    static <T extends @Nullable Object> Outcome<T> of(Task<T> ended) {
        Throwable exception = ended.isDone() ? ended.exceptionFor(ended.scope().owner()) : null;
        return exception == null ? new Success<>(ended.result()) : new Failure<>(exception);
    }

    /** The value, or the exception thrown as it is, checked or not. */
    T get();

    /** True for {@link Success}. */
    boolean isSuccess();
}
