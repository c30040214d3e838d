package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final List<String> delivered = new ArrayList<>();
    private int wakeUps;
    private final Inbox inbox = new Inbox(() -> wakeUps++);

    @Test
    void deliversInTheOrderOfOffers() {
        offer("a");
        offer("b");
        offer("c");

        inbox.drain(Runnable::run);

        assertThat(delivered).containsExactly("a", "b", "c");
    }

    @Test
    void deliversOnlyWhatIsThereWhenTheDrainBegins() {
        inbox.offer(() -> offer("later"));

        inbox.drain(Runnable::run);
        assertThat(delivered).isEmpty();
        inbox.drain(Runnable::run);

        assertThat(delivered).containsExactly("later");
    }

    @Test
    void aLoopThatRunsIsNotWoken() {
        offer("a");

        assertThat(wakeUps).isZero();
    }

    @Test
    void onlyTheFirstMessageWakesALoopThatSleeps() {
        assertThat(inbox.prepareToSleep()).isTrue();

        offer("a");
        offer("b");

        assertThat(wakeUps).isEqualTo(1);
        inbox.awake();
        inbox.drain(Runnable::run);
        assertThat(delivered).containsExactly("a", "b");
        offer("c");
        assertThat(wakeUps).isEqualTo(1);
    }

    @Test
    void aLoopMayNotSleepWhileMessagesWait() {
        offer("a");

        assertThat(inbox.prepareToSleep()).isFalse();
        inbox.drain(Runnable::run);
        assertThat(inbox.prepareToSleep()).isTrue();
    }

    @Test
    void aLoopThatWokeByItselfIsNotWokenAgain() {
        inbox.prepareToSleep();
        inbox.awake();

        offer("a");

        assertThat(wakeUps).isZero();
    }

    @Test
    void closeHandsBackWhatWasNotDeliveredAndRefusesWhatComesLater() {
        offer("a");
        offer("b");

        inbox.close(Runnable::run);

        assertThat(delivered).containsExactly("a", "b");
        assertThat(inbox.offer(() -> {})).isFalse();
        inbox.drain(Runnable::run);
        inbox.close(Runnable::run);
        assertThat(delivered).containsExactly("a", "b");
        assertThat(inbox.prepareToSleep()).isTrue();
        inbox.awake();
        assertThat(inbox.offer(() -> {})).isFalse();
    }

    @Test
    void aReceiverThatThrowsLosesNothing() {
        inbox.offer(() -> {
            throw new IllegalStateException("broken");
        });
        offer("a");
        offer("b");

        assertThatThrownBy(() -> inbox.drain(Runnable::run)).hasMessage("broken");
        offer("c");
        assertThat(inbox.prepareToSleep()).isFalse();
        inbox.drain(Runnable::run);

        assertThat(delivered).containsExactly("a", "b", "c");
    }

    private void offer(String name) {
        assertThat(inbox.offer(() -> delivered.add(name))).isTrue();
    }
}
