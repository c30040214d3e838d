package dev.heddle.file;

import dev.heddle.Coroutine;
import dev.heddle.scheduling.BlockingCall;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Calls of the file system, on other threads. A cancelled one is not begun, or goes on to its end. Any thread. */
final class FileCalls {
    private FileCalls() {}

    /** A call that is not interrupted. */
    static <T extends @Nullable Object> Coroutine<T> finished(Callable<? extends T> call) {
        return new BlockingCall<>(BlockingCall.Manner.FINISHED, call);
    }

    /** A call that is not interrupted, and whose result is of no use. */
    static Coroutine<Void> nothing(Callable<?> call) {
        return withoutResult(BlockingCall.Manner.FINISHED, call);
    }

    /** A call that cleans up, in a cancelled task, too. */
    static Coroutine<Void> shielded(Callable<?> call) {
        return withoutResult(BlockingCall.Manner.SHIELDED, call);
    }

    @SuppressWarnings("NullAway") // null is what a Coroutine<Void> gives
    private static Coroutine<Void> withoutResult(BlockingCall.Manner manner, Callable<?> call) {
        return new BlockingCall<>(manner, () -> {
            call.call();
            return null;
        });
    }
}
