package dev.heddle.stream;

import dev.heddle.AsyncStream;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/** Publishers of streams keep the rules of the Reactive Streams, called from threads that are not the loop's. */
@Test
public class PublisherTckTest extends FlowPublisherVerification<Integer> {
    private static final long TIMEOUT_MILLIS = 500;
    private static final long SILENCE_MILLIS = 50;

    private @Nullable RunningLoop running;

    public PublisherTckTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS));
    }

    @BeforeClass
    public void openLoop() {
        running = new RunningLoop();
    }

    private RunningLoop running() {
        return Objects.requireNonNull(running);
    }

    @AfterClass
    public void closeLoop() throws InterruptedException {
        running().close();
    }

    final Flow.Publisher<Integer> publisherOf(Supplier<AsyncStream<Integer>> streams) {
        return running().ask(loop -> Publishers.publisher(loop.rootScope(), streams));
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        return publisherOf(() -> Streams.iterate(0, i -> i + 1).take(elements));
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
        return publisherOf(() -> {
            throw new IllegalStateException("no stream");
        });
    }
}
