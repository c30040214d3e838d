package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Allocation;
import org.junit.jupiter.api.Test;

/** What an element costs in objects. */
class AsyncStreamAllocationTest {
    private static final long NOISE = 100_000;

    private final World world = new World();

    @Async
    private static AsyncStream<String> endless() {
        while (true) {
            emit("x");
        }
    }

    @Async
    private static AsyncStream<String> endlessAndWaiting() {
        while (true) {
            await(yieldNow());
            emit("x");
        }
    }

    @Async
    private static Coroutine<Long> bytesFor(AsyncStream<String> stream, int elements)
            throws ReflectiveOperationException {
        try (stream) {
            for (int i = 0; i < 100_000; i++) {
                await(stream.advance());
            }
            long before = Allocation.bytes();
            int length = 0;
            for (int i = 0; i < elements; i++) {
                await(stream.advance());
                length += stream.value().length();
            }
            long bytes = Allocation.bytes() - before;
            assertThat(length).isEqualTo(elements);
            return done(bytes);
        }
    }

    @Test
    void tenMillionElementsAllocateNothing() throws ReflectiveOperationException {
        assertThat(world.run(bytesFor(endless(), 10_000_000))).isLessThan(NOISE);
    }

    @Test
    void elementsThatAreWaitedForAllocateNothing() throws ReflectiveOperationException {
        assertThat(world.run(bytesFor(endlessAndWaiting(), 500_000))).isLessThan(NOISE);
    }

    @Test
    void elementsThatPassThroughOperatorsAllocateNothing() throws ReflectiveOperationException {
        AsyncStream<String> chain =
                endless().map(x -> x).filter(x -> true).onEach(x -> {}).takeWhile(x -> true);
        assertThat(world.run(bytesFor(chain, 1_000_000))).isLessThan(NOISE);
    }

    @Test
    void elementsThatPassThroughABufferAllocateNothing() throws ReflectiveOperationException {
        assertThat(world.run(bytesFor(endless().buffer(16), 500_000))).isLessThan(NOISE);
    }
}
