package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads on the real memory model; a lost wake-up ends the wait of the loop by its time limit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InboxStressTest {
    private static final int PRODUCERS = 3;
    private static final int MESSAGES = 100_000;

    private final Semaphore poll = new Semaphore(0);
    private final Inbox inbox = new Inbox(poll::release);
    private final int[] lastOf = new int[PRODUCERS];
    private int delivered;

    @Test
    void everyMessageArrivesOnceAndInTheOrderOfItsProducer() throws InterruptedException {
        List<Thread> producers = startProducers(new AtomicInteger());

        while (delivered < PRODUCERS * MESSAGES) {
            if (inbox.prepareToSleep()) {
                assertThat(poll.tryAcquire(30, TimeUnit.SECONDS))
                        .as("woken after %s messages", delivered)
                        .isTrue();
            }
            inbox.awake();
            inbox.drain(Runnable::run);
        }

        for (Thread producer : producers) {
            producer.join();
        }
        assertThat(poll.availablePermits()).isLessThanOrEqualTo(1);
    }

    @Test
    void whatIsAcceptedBeforeACloseIsDeliveredOrHandedBack() throws InterruptedException {
        AtomicInteger accepted = new AtomicInteger();
        List<Thread> producers = startProducers(accepted);

        while (delivered < MESSAGES / 2) {
            inbox.drain(Runnable::run);
        }
        inbox.close(Runnable::run);

        int atClose = delivered;
        for (Thread producer : producers) {
            producer.join();
        }
        inbox.drain(Runnable::run);
        assertThat(accepted.get()).isEqualTo(atClose).isEqualTo(delivered);
    }

    private List<Thread> startProducers(AtomicInteger accepted) {
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            int producer = i;
            Thread thread = new Thread(() -> produce(producer, accepted), "producer " + i);
            thread.setDaemon(true);
            thread.start();
            producers.add(thread);
        }
        return producers;
    }

    private void produce(int producer, AtomicInteger accepted) {
        for (int i = 1; i <= MESSAGES; i++) {
            int number = i;
            if (!inbox.offer(() -> receive(producer, number))) {
                return;
            }
            accepted.incrementAndGet();
        }
    }

    private void receive(int producer, int number) {
        if (number != lastOf[producer] + 1) {
            throw new AssertionError("message " + number + " of producer " + producer + " after " + lastOf[producer]);
        }
        lastOf[producer] = number;
        delivered++;
    }
}
