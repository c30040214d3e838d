package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import dev.heddle.channel.Channel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The bound: who is ready to run waits for one step of each that is ready before it, and for one look at the operating
 * system; and in a step a task does at most 256 operations that need no waiting.
 */
class FairnessTest {
    private static final int OPERATIONS_PER_STEP = 256;
    private static final int TURNS = 1000;

    private final World world = new World();
    private boolean over;
    private int yields;
    private int callbacks;
    private int operations;
    private int begun;
    private int events;

    @Async
    private Coroutine<Void> yieldsForEver() {
        while (!over) {
            yields++;
            await(yieldNow());
        }
        return done();
    }

    @Async
    private Coroutine<Void> neverHasToWait() {
        Channel<String> channel = Channel.bounded(1);
        while (!over) {
            operations++;
            await(channel.send("x"));
            operations++;
            await(channel.receive());
        }
        return done();
    }

    @Async
    private Coroutine<Void> spawnsItself(TaskScope scope) {
        begun++;
        if (!over) {
            scope.spawn(spawnsItself(scope));
        }
        return done();
    }

    private void postsItself() {
        callbacks++;
        world.engine.schedule(Duration.ZERO, () -> events++);
        if (!over) {
            Loop.current().post(this::postsItself);
        }
    }

    private void executesItself(Loop loop) {
        callbacks++;
        if (!over) {
            loop.execute(() -> executesItself(loop));
        }
    }

    @Async
    private Coroutine<Void> takesItsTurns() {
        await(yieldNow());
        for (int turn = 0; turn < TURNS; turn++) {
            yields = 0;
            callbacks = 0;
            operations = 0;
            begun = 0;
            events = 0;
            await(yieldNow());
            assertThat(yields).isEqualTo(1);
            assertThat(callbacks).isEqualTo(2);
            assertThat(begun).isEqualTo(1);
            assertThat(operations).isBetween(1, OPERATIONS_PER_STEP + 1);
            assertThat(events).isEqualTo(1);
        }
        over = true;
        return done();
    }

    @Test
    void nobodyWaitsForMoreThanOneStepOfEachOtherAndOneLookAtTheSystem() {
        world.run(TaskScope.run(scope -> {
            Loop loop = Loop.current();
            loop.post(this::postsItself);
            loop.execute(() -> executesItself(loop));
            scope.spawn(yieldsForEver());
            scope.spawn(neverHasToWait());
            scope.spawn(spawnsItself(scope));
            await(takesItsTurns());
            return done();
        }));

        assertThat(over).isTrue();
    }
}
