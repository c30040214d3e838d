package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Every order of the inbox's steps with those of its producers, for few messages; and broken inboxes that must be found. */
class InboxRaceTest {
    @Test
    void oneProducersMessagesArriveInOrderInAnyOrderOfSteps() {
        int runs = Interleavings.explore(SteppedClasses.scenarios(InboxScenarios.OneProducer.class, Inbox.class));

        assertThat(runs).isGreaterThan(500);
    }

    @Test
    void noWakeUpIsLostInAnyOrder() {
        int runs = Interleavings.explore(SteppedClasses.scenarios(InboxScenarios.TwoProducers.class, Inbox.class));

        assertThat(runs).isGreaterThan(1_000);
    }

    @Test
    void aPollThatEndsByItselfLosesNothingInAnyOrder() {
        int runs = Interleavings.explore(SteppedClasses.scenarios(InboxScenarios.WithTimeout.class, Inbox.class));

        assertThat(runs).isGreaterThan(1_000);
    }

    @Test
    void closeDeliversHandsBackOrRefusesEachMessageOnceInAnyOrder() {
        int runs = Interleavings.explore(SteppedClasses.scenarios(InboxScenarios.Closing.class, Inbox.class));

        assertThat(runs).isGreaterThan(1_000);
    }

    @Test
    void theSearchAcceptsAnInboxWithAFlagThatLooksAgainBeforeItSleeps() {
        assertThat(Interleavings.explore(SteppedClasses.scenarios(InboxScenarios.SecondLook.class)))
                .isGreaterThan(1_000);
    }

    @Test
    void theSearchFindsAnInboxThatDoesNotLookAgainBeforeItSleeps() {
        assertThatThrownBy(() -> Interleavings.explore(SteppedClasses.scenarios(InboxScenarios.NoSecondLook.class)))
                .hasMessageContaining("waits for ever");
    }

    @Test
    void theSearchFindsAnInboxThatPutsMessagesBehindAClose() {
        assertThatThrownBy(() -> Interleavings.explore(SteppedClasses.scenarios(InboxScenarios.ClosedByFlag.class)))
                .hasMessageContaining("accepted and lost");
    }
}
