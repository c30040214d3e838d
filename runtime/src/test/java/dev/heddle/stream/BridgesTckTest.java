package dev.heddle.stream;

import dev.heddle.AsyncStream;
import java.util.concurrent.Flow;
import org.testng.annotations.Test;

/** What has gone through a publisher and back into a stream keeps the rules when it is published again. */
@Test
public class BridgesTckTest extends PublisherTckTest {
    public BridgesTckTest() {}

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        Flow.Publisher<Integer> inner = super.createFlowPublisher(elements);
        return publisherOf(() -> throughABuffer(inner));
    }

    private static AsyncStream<Integer> throughABuffer(Flow.Publisher<Integer> publisher) {
        return Publishers.stream(publisher, 4).buffer(2);
    }
}
