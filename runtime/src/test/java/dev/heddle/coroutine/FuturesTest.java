package dev.heddle.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuturesTest {
    /** A wrapper whose cause can be set late. */
    private static final class Wrapper extends CompletionException {
        private static final long serialVersionUID = 1;
        private @Nullable Throwable inner;

        @Override
        public synchronized @Nullable Throwable getCause() {
            return inner;
        }
    }

    @Test
    void theOriginalIsInsideAllWrappers() {
        IOException original = new IOException();

        assertThat(Futures.original(new CompletionException(new ExecutionException(original))))
                .isSameAs(original);
        assertThat(Futures.original(original)).isSameAs(original);
    }

    @Test
    void aWrapperAroundNothingIsTheOriginal() {
        Wrapper empty = new Wrapper();

        assertThat(Futures.original(new CompletionException(empty))).isSameAs(empty);
    }

    @Test
    void wrappersThatWrapEachOtherAreNotFollowedForEver() {
        Wrapper first = new Wrapper();
        Wrapper second = new Wrapper();
        first.inner = second;
        second.inner = first;
        CompletionException outer = new CompletionException(first);

        assertThat(Futures.original(first)).isSameAs(first);
        assertThat(Futures.original(outer)).isSameAs(outer);
    }
}
