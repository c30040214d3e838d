package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Watch<Integer> level = new Watch<>(0).named("level");

    @Async
    private Coroutine<Void> follows(Watch.Observer<Integer> observer, Duration pause) {
        try {
            while (true) {
                world.log(await(observer.next()));
                await(sleep(pause));
            }
        } catch (ChannelClosed closed) {
            world.log(closed.getMessage());
        }
        return done();
    }

    @Test
    void anObserverGetsTheLatestValueAndLeavesOutWhatWasTooQuick() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(follows(level.observe(), SECOND));
            for (int i = 1; i <= 3; i++) {
                await(sleep(Duration.ofMillis(400)));
                level.set(i);
            }
            await(sleep(SECOND));
            level.update(value -> value + 10);
            level.close();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0.4s  1\n1.4s  3\n2.4s  13\n3.4s  watch `level` is closed\n");
        assertThat(level.value()).isEqualTo(13);
        assertThat(level.isClosed()).isTrue();
    }

    @Test
    void aTaskWaitsUntilTheValueIsOneThatItWants() {
        world.run(TaskScope.run(scope -> {
            Task<Integer> high = scope.spawn("high", level.until(value -> value > 2));
            await(yieldNow());
            assertThat(level.waiters()).extracting(Task::name).containsExactly("high");
            level.set(2);
            level.set(5);
            level.set(1);
            assertThat(await(high)).isEqualTo(5);
            assertThat(await(level.until(value -> value == 1))).isEqualTo(1);
            return done();
        }));
    }

    @Async
    private Coroutine<Void> waitsFor(int wanted) {
        try {
            world.log(await(level.until(value -> value == wanted)));
        } catch (ChannelClosed closed) {
            world.log(closed.getMessage());
        }
        return done();
    }

    @Test
    void whoWaitsForAValueThatDoesNotComeBeforeItIsClosedIsTold() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(waitsFor(7));
            await(sleep(SECOND));
            level.set(6);
            level.close();
            assertThat(level.waiters()).isEmpty();
            await(waitsFor(7));
            await(waitsFor(6));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  watch `level` is closed\n1s  6\n1s  watch `level` is closed\n");
    }

    @Test
    void whatThePredicateThrowsTheAwaitThrowsAndNobodyElse() {
        world.run(TaskScope.run(scope -> {
            Task<Integer> good = scope.spawn(level.until(value -> value == 7));
            try {
                scope.spawn(setsSeven());
                await(level.until(value -> 1 / (7 - value) > 1));
            } catch (ArithmeticException division) {
                world.log(division.getMessage());
            }
            assertThat(await(good)).isEqualTo(7);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  / by zero\n");
    }

    @Async
    private Coroutine<Void> setsSeven() {
        level.set(7);
        return done();
    }

    @Test
    void twoCasesOfOneSelectOnOneValueAreChosenOnce() {
        world.run(TaskScope.run(scope -> {
            Watch.Observer<Integer> observer = level.observe();
            Task<String> selecting = scope.spawn(select(
                    observer.onNext(value -> done("changed to " + value)),
                    level.onValue(value -> value > 0, value -> done("high"))));
            await(yieldNow());
            level.set(1);
            assertThat(observer.hasChanged()).isFalse();
            assertThat(level.waiters()).isEmpty();
            assertThat(await(selecting)).isEqualTo("changed to 1");
            return done();
        }));
    }

    @Test
    void nothingIsSetAfterClosing() {
        world.run(TaskScope.run(scope -> {
            level.close();
            assertThatThrownBy(() -> level.set(1)).isInstanceOf(ChannelClosed.class);
            return done();
        }));
    }
}
