package dev.heddle;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a library keeps in {@link ThreadLocal}s and should be there in each step of a task: the labels of a logger, the span
 * of a trace. The tasks of a loop share one thread, so a loop that is given one of these by {@link LoopOptions#carrying} puts
 * each task's state on the thread when a step of it begins, and takes it off again when the step ends.
 *
 * <pre>{@code
 * LoopOptions.defaults().carrying(ThreadContext.of(MDC::getCopyOfContextMap, MDC::setContextMap))
 * }</pre>
 *
 * <p>A task begins with what is on the thread where it is spawned, and so does a callback with what is there where it was
 * handed over, and a blocking call on its thread. What they change there is theirs alone. A loop that carries nothing pays
 * nothing.
 *
 * <p>States have to be values: one that is changed in place later is changed for all who took it. Implementations are called on
 * every thread that hands something to a loop.
 *
 * @param <S> a state; null may stand for nothing
 */
public interface ThreadContext<S extends @Nullable Object> {
    /** What is on this thread now. */
    S capture();

    /** Puts a state that was captured before, on whatever thread, on this one. */
    void restore(S state);

    /** The value of a thread local; null counts as not set. */
    static <T> ThreadContext<@Nullable T> of(ThreadLocal<T> local) {
        return of(local::get, state -> {
            if (state == null) {
                local.remove();
            } else {
                local.set(state);
            }
        });
    }

    /** What two methods of a library give and take. */
    static <S extends @Nullable Object> ThreadContext<S> of(
            Supplier<? extends S> capture, Consumer<? super S> restore) {
        return new ThreadContext<>() {
            @Override
            public S capture() {
                return capture.get();
            }

            @Override
            public void restore(S state) {
                restore.accept(state);
            }
        };
    }
}
