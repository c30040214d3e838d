package dev.heddle.stream;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What publishers and streams tell each other. */
class PublishersTest {
    private final World world = new World();
    private final List<String> log = new ArrayList<>();

    /** Counts upwards as it is asked to, in the call that asks. */
    private final class Counting implements Flow.Publisher<Integer> {
        private final int end;

        Counting(int end) {
            this.end = end;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                private int next;

                @Override
                public void request(long n) {
                    log.add("request " + n);
                    for (long i = 0; i < n && next < end; i++) {
                        subscriber.onNext(next++);
                    }
                    if (next == end) {
                        subscriber.onError(new IOException("no more"));
                    }
                }

                @Override
                public void cancel() {
                    log.add("cancel");
                }
            });
        }
    }

    /** Writes down its signals. */
    private final class Recording implements Flow.Subscriber<Integer> {
        private Flow.@Nullable Subscription subscription;

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Integer element) {
            log.add("next " + element);
        }

        @Override
        public void onError(Throwable failure) {
            log.add("error " + failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            log.add("complete");
        }
    }

    @Async
    private AsyncStream<Integer> numbers(int end) {
        try {
            for (int i = 0; i < end; i++) {
                await(sleep(Duration.ofSeconds(1)));
                log.add("make " + i);
                emit(i);
            }
        } finally {
            log.add("left");
        }
        return end();
    }

    @Test
    void aPublisherIsAskedForHalfOfThePlacesAgainWhenTheyAreFree() {
        assertThat(world.run(Publishers.stream(new Counting(100), 4).take(5).toList()))
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(log).containsExactly("request 4", "request 2", "request 2", "cancel");
    }

    @Test
    void anErrorComesAfterTheElementsBeforeIt() {
        List<Integer> seen = new ArrayList<>();
        assertThatThrownBy(() -> world.run(Publishers.stream(new Counting(3)).forEach(seen::add)))
                .isInstanceOf(IOException.class)
                .hasMessage("no more");
        assertThat(seen).containsExactly(0, 1, 2);
        assertThat(log).containsExactly("request 32");
    }

    @Async
    private Coroutine<Void> publish(Recording subscriber) {
        try (TaskScope scope = TaskScope.open()) {
            Publishers.publisher(scope, () -> numbers(10)).subscribe(subscriber);
            await(sleep(Duration.ofSeconds(1)));
            subscriber.subscription().request(2);
            await(sleep(Duration.ofSeconds(10)));
            log.add("waited");
            subscriber.subscription().cancel();
        }
        log.add("closed");
        return done();
    }

    @Test
    void aStreamIsAskedForWhatIsRequestedAndClosedWhenItsSubscriberCancels() {
        world.run(publish(new Recording()));
        assertThat(log).containsExactly("make 0", "next 0", "make 1", "next 1", "waited", "left", "closed");
    }

    @Async
    private Coroutine<Void> publishAndCancelTheScope(Recording subscriber) {
        try (TaskScope scope = TaskScope.open()) {
            Publishers.publisher(scope, () -> numbers(10)).subscribe(subscriber);
            await(sleep(Duration.ofSeconds(1)));
            subscriber.subscription().request(1);
            await(sleep(Duration.ofSeconds(2)));
            scope.cancelChildren();
        }
        return done();
    }

    @Test
    void aSubscriberIsToldThatTheScopeWasCancelled() {
        world.run(publishAndCancelTheScope(new Recording()));
        assertThat(log).containsExactly("make 0", "next 0", "left", "error Cancelled");
    }

    @Test
    void aClosedLoopTellsTheSubscriberSo() {
        Flow.Publisher<Integer> publisher = world.run(publisherOfTheRootScope());

        publisher.subscribe(new Recording());
        assertThat(log).containsExactly("error RejectedExecutionException");
    }

    @Async
    private Coroutine<Flow.Publisher<Integer>> publisherOfTheRootScope() {
        return done(Publishers.publisher(Loop.current().rootScope(), () -> numbers(1)));
    }

    @Test
    void elementsOfOtherThreadsComeInTheirOrder() {
        int count = 10_000;
        SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
        Thread producer = new Thread(() -> {
            try (publisher) {
                while (publisher.getNumberOfSubscribers() == 0) {
                    Thread.onSpinWait();
                }
                for (int i = 0; i < count; i++) {
                    publisher.submit(i);
                }
            }
        });
        producer.start();
        assertThat(Loop.run(Publishers.stream(publisher, 16).toList()))
                .hasSize(count)
                .isSorted();
    }
}
