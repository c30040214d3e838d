package dev.heddle.stream;

import dev.heddle.operator.Inflow;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/** The subscriber behind a stream keeps the rules of the Reactive Streams, signalled by threads that are not the loop's. */
@Test
public class SubscriberTckTest extends FlowSubscriberBlackboxVerification<Integer> {
    private static final long TIMEOUT_MILLIS = 500;
    private static final int PLACES = 8;

    private @Nullable RunningLoop running;

    public SubscriberTckTest() {
        super(new TestEnvironment(TIMEOUT_MILLIS));
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

    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber() {
        return new Inflow<>(running().loop(), PLACES);
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
