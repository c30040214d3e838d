package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Futures that do not keep the rules. */
class OddStagesTest {
    /** Calls back as {@code registration} likes. */
    private static final class Odd extends CompletableFuture<String> {
        private final Consumer<BiConsumer<? super String, ? super Throwable>> registration;

        Odd(Consumer<BiConsumer<? super String, ? super Throwable>> registration) {
            this.registration = registration;
        }

        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            registration.accept(action);
            return this;
        }
    }

    private final World world = new World();
    private final IllegalStateException boom = new IllegalStateException("boom");
    private final CompletionStage<String> throwing = new Odd(action -> {
        throw boom;
    });
    private final CompletionStage<String> twice = new Odd(action -> {
        action.accept("first", null);
        action.accept(null, boom);
    });
    private final CompletionStage<String> completesAndThrows = new Odd(action -> {
        action.accept("first", null);
        throw boom;
    });

    @Async
    private Coroutine<String> cold(CompletionStage<String> stage) {
        String result = await(stage);
        await(yieldNow());
        return done(result);
    }

    @Async
    private CompletableFuture<String> hot(CompletionStage<String> stage) {
        return CompletableFuture.completedFuture(await(stage) + "!");
    }

    @Test
    void oneThatRefusesTheCallbackFailsTheAwait() {
        assertThat(catchThrowable(() -> world.run(cold(throwing)))).isSameAs(boom);
        assertThat(catchThrowable(() -> hot(throwing).join()))
                .isInstanceOf(CompletionException.class)
                .hasCause(boom);
    }

    @Test
    void ofTwoOutcomesTheFirstCounts() {
        assertThat(world.run(cold(twice))).isEqualTo("first");
        assertThat(hot(twice)).isCompletedWithValue("first!");
        assertThat(new World().run(cold(completesAndThrows))).isEqualTo("first");
        assertThat(hot(completesAndThrows)).isCompletedWithValue("first!");
        assertThat(world.reports).isEmpty();
    }

    /** An exception whose unwrapping calls back a second time, in the middle of the first. */
    private static final class Reentrant extends CompletionException {
        private static final long serialVersionUID = 1;
        private final transient BiConsumer<? super String, ? super Throwable> action;

        Reentrant(Throwable cause, BiConsumer<? super String, ? super Throwable> action) {
            super(cause);
            this.action = action;
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            action.accept("second", null);
            return super.getCause();
        }
    }

    @Test
    void anOutcomeThatComesWhileAnotherIsBeingTakenIsIgnored() {
        var callback = new BiConsumer<?, ?>[1];
        CompletableFuture<String> result = hot(new Odd(action -> callback[0] = action));
        @SuppressWarnings("unchecked")
        var action = (BiConsumer<String, Throwable>) callback[0];

        action.accept(null, new Reentrant(boom, action));

        assertThat(catchThrowable(result::join)).hasCause(boom);
    }

    @Test
    void oneThatNeverCallsBackCanBeGivenUp() {
        Throwable thrown = catchThrowable(() -> world.run(timeout(Duration.ofSeconds(1), cold(new Odd(action -> {})))));

        assertThat(thrown).isInstanceOf(DeadlineExceeded.class);
    }

    @Test
    void anOutcomeAfterTheAwaitWasGivenUpIsIgnored() {
        var late = new BiConsumer<?, ?>[1];
        Throwable thrown = catchThrowable(() ->
                world.run(timeout(Duration.ofSeconds(1), cold(new Odd(action -> late[0] = action)))));

        assertThat(thrown).isInstanceOf(DeadlineExceeded.class);
        @SuppressWarnings("unchecked")
        var action = (BiConsumer<String, Throwable>) late[0];
        action.accept("late", null);
        assertThat(world.reports).isEmpty();
    }
}
