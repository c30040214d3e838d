package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private final List<Object> trace = new ArrayList<>();
    private final RunQueue queue = new RunQueue(failure -> trace.add(failure.getMessage()));

    @Test
    void runsInTheOrderOfAddition() {
        queue.add(() -> trace.add(1));
        queue.add(() -> trace.add(2));

        queue.runOnce();

        assertThat(trace).containsExactly(1, 2);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatIsAddedMeanwhileWaitsForTheNextRound() {
        queue.add(() -> {
            trace.add("first");
            queue.add(() -> trace.add("second"));
        });

        queue.runOnce();

        assertThat(trace).containsExactly("first");
        assertThat(queue.size()).isEqualTo(1);
        queue.runOnce();
        assertThat(trace).containsExactly("first", "second");
    }

    @Test
    void oneThatThrowsIsReportedAndTheOthersRun() {
        queue.add(() -> trace.add(1));
        queue.add(() -> {
            throw new Exception("broken");
        });
        queue.add(() -> trace.add(2));

        queue.runOnce();

        assertThat(trace).containsExactly(1, "broken", 2);
    }

    @Test
    void aReportThatThrowsLosesNothing() {
        RunQueue strict = new RunQueue(failure -> {
            throw new IllegalStateException(failure);
        });
        strict.add(() -> {
            throw new Exception("broken");
        });
        strict.add(() -> trace.add("behind"));

        assertThatThrownBy(strict::runOnce).isInstanceOf(IllegalStateException.class);
        strict.runOnce();

        assertThat(trace).containsExactly("behind");
    }

    @Test
    void growsWhileRunningAndKeepsTheOrder() {
        queue.add(() -> trace.add("shift"));
        queue.runOnce();
        trace.clear();
        queue.add(() -> IntStream.range(0, 1000).forEach(i -> queue.add(() -> trace.add(i))));
        IntStream.range(0, 50).forEach(i -> queue.add(() -> {}));

        queue.runOnce();
        assertThat(queue.size()).isEqualTo(1000);
        queue.runOnce();

        assertThat(trace)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).<Object>mapToObj(i -> i).toList());
    }

    @Test
    void aRoundRobinOfManyRoundsPassesTheEndOfTheRing() {
        int[] left = {10_000};
        for (int i = 0; i < 63; i++) {
            queue.add(new Continuation() {
                @Override
                public void run() {
                    if (left[0]-- > 0) {
                        queue.add(this);
                    }
                }
            });
        }

        int rounds = 0;
        while (!queue.isEmpty()) {
            queue.runOnce();
            rounds++;
        }

        assertThat(rounds).isEqualTo(10_000 / 63 + 2);
    }
}
