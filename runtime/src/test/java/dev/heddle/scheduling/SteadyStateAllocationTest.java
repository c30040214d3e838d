package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Queue and wheel make no garbage once they have grown. */
class SteadyStateAllocationTest {
    private static final int ROUNDS = 10_000;

    /** What measuring itself may cost, and far less than one object a round. */
    private static final long NOISE = ROUNDS;

    @Test
    void theRunQueueAllocatesNothing() throws ReflectiveOperationException {
        RunQueue queue = new RunQueue(failure -> {});
        for (int i = 0; i < 50; i++) {
            queue.add(new Continuation() {
                @Override
                public void run() {
                    queue.add(this);
                }
            });
        }

        assertThat(allocatedBy(queue::runOnce)).isLessThan(NOISE);
    }

    @Test
    void theTimerWheelAllocatesNothing() throws ReflectiveOperationException {
        TimerWheel wheel = new TimerWheel(0);
        for (int i = 1; i <= 50; i++) {
            long period = 1L << i % 40;
            wheel.schedule(new TestTimer("periodic", t -> wheel.schedule(t, t.deadlineNanos + period)), period);
        }
        TestTimer cancelled = new TestTimer("cancelled", t -> {});
        long[] now = new long[1];

        assertThat(allocatedBy(() -> {
                    wheel.schedule(cancelled, wheel.deadlineAfter(now[0], 5_000_000_000L));
                    now[0] += Math.max(1, wheel.nanosUntilNext(now[0]));
                    wheel.advance(now[0]);
                    wheel.cancel(cancelled);
                }))
                .isLessThan(NOISE);
    }

    private static long allocatedBy(Runnable round) throws ReflectiveOperationException {
        long bytes = Long.MAX_VALUE;
        for (int attempt = 0;
                attempt < 3;
                attempt++) { // in one of them classes are loaded and linked, and the accessor of a method is made
            long before = Allocation.bytes();
            for (int i = 0; i < ROUNDS; i++) {
                round.run();
            }
            bytes = Math.min(bytes, Allocation.bytes() - before);
        }
        return bytes;
    }
}
