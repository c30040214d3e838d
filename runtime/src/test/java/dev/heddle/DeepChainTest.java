package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ten thousand woven calls inside each other: as calls they need the stack that Java calls need, suspended they need none. */
class DeepChainTest {
    private static final int DEPTH = 10_000;
    private static final long STACK_BYTES = 64L << 20;
    private static final int SHALLOW = 200;

    private final World world = new World();
    private final IOException boom = new IOException("boom");

    @Async
    private Coroutine<Integer> depth(int below) throws IOException {
        if (below == 0) {
            await(sleep(Duration.ofSeconds(1)));
            return done(0);
        }
        int above = await(depth(below - 1));
        deepest =
                Math.max(deepest, below % 1000 == 0 ? StackWalker.getInstance().walk(Stream::count) : 0);
        return done(1 + above);
    }

    @Async
    private Coroutine<Integer> failing(int below) throws IOException {
        if (below == 0) {
            return world.failing(1, boom);
        }
        try {
            return done(1 + await(failing(below - 1)));
        } finally {
            unwound++;
        }
    }

    private int unwound;
    private long deepest;

    private static void withDeepStack(Runnable test) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> failure.set(catchThrowable(test::run)), "deep", STACK_BYTES);
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void suspendAndResumeOneAfterTheOther() throws Exception {
        Coroutine<Integer> program = depth(DEPTH);

        withDeepStack(() -> assertThat(world.run(program)).isEqualTo(DEPTH));
        assertThat(deepest).isBetween(1L, (long) SHALLOW);
    }

    @Test
    void unwindAnException() throws Exception {
        Coroutine<Integer> program = failing(DEPTH);

        withDeepStack(() -> assertThat(catchThrowable(() -> world.run(program))).isSameAs(boom));
        assertThat(unwound).isEqualTo(DEPTH);
    }

    @Test
    void endWhenTheirTimeIsOver() throws Exception {
        Coroutine<Integer> program = Coroutines.timeout(Duration.ofMillis(1), depth(DEPTH));

        withDeepStack(() -> assertThat(catchThrowable(() -> world.run(program))).isInstanceOf(DeadlineExceeded.class));
    }

    @Test
    void aStackOverflowOfTheProgramStaysOne() {
        assertThat(catchThrowable(() -> world.run(depth(Integer.MAX_VALUE)))).isInstanceOf(StackOverflowError.class);
    }
}
