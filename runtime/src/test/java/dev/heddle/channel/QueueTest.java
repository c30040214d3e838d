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
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class QueueTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Queue<String> queue = Queue.<String>bounded(2).named("q");

    @Async
    private Coroutine<Void> worker() {
        try {
            while (true) {
                String element = await(queue.get());
                await(sleep(SECOND));
                world.log("done " + element);
                queue.taskDone();
            }
        } catch (ChannelClosed shutDown) {
            world.log(shutDown.getMessage());
        }
        return done();
    }

    @Async
    private Coroutine<Void> joins() {
        await(queue.join());
        world.log("joined");
        return done();
    }

    @Async
    private Coroutine<Void> puts(String... elements) {
        try {
            for (String element : elements) {
                await(queue.put(element));
                world.log("put " + element);
            }
        } catch (ChannelClosed shutDown) {
            world.log("refused");
        }
        return done();
    }

    @Test
    void joinWaitsUntilEachElementIsDone() {
        world.run(TaskScope.run(scope -> {
            scope.spawnDaemon("worker", worker());
            scope.spawn(puts("a", "b", "c", "d"));
            await(yieldNow());
            await(joins());
            assertThat(queue.unfinished()).isZero();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        0s  put a
                        0s  put b
                        0s  put c
                        1s  done a
                        1s  put d
                        2s  done b
                        3s  done c
                        4s  done d
                        4s  joined
                        """);
    }

    @Test
    void joinOfAQueueWithoutWorkEndsAtOnce() {
        world.run(joins());

        assertThat(world.trace()).isEqualTo("0s  joined\n");
    }

    @Test
    void whatWouldHaveToWaitIsToldByWhatTryingReturns() {
        world.run(TaskScope.run(scope -> {
            Queue<String> small = Queue.bounded(1);
            assertThat(small.tryGet()).isNull();
            assertThat(small.tryPut("a")).isTrue();
            assertThat(small.tryPut("b")).isFalse();
            assertThat(small.tryGet()).isEqualTo("a");
            return done();
        }));
    }

    @Test
    void anElementThatWasHandedOverCountsBeforeWhoPutItRunsAgain() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(puts("a", "b", "c"));
            await(yieldNow());
            for (int i = 0; i < 3; i++) {
                assertThat(queue.tryGet()).isNotNull();
                queue.taskDone();
            }
            assertThat(queue.unfinished()).isZero();
            return done();
        }));
    }

    @Test
    void shutdownRefusesWhoPutsAndLetsTheRestBeDone() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(puts("a", "b", "c"));
            scope.spawn(joins());
            await(yieldNow());
            queue.shutdown();
            scope.spawn(worker());
            return done();
        }));

        assertThat(world.trace())
                .isEqualTo(
                        "0s  put a\n0s  put b\n0s  refused\n1s  done a\n2s  done b\n2s  queue `q` is closed\n2s  joined\n");
        assertThat(queue.isShutDown()).isTrue();
    }

    @Test
    void shutdownEndsThoseWhoWaitToTake() {
        world.run(TaskScope.run(scope -> {
            scope.spawn("worker", worker());
            await(sleep(SECOND));
            assertThat(queue.waiters()).extracting(Task::name).containsExactly("worker");
            queue.shutdown();
            assertThat(queue.waiters()).isEmpty();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  queue `q` is closed\n");
    }

    @Test
    void shutdownNowEndsThoseWhoWaitToTake() {
        world.run(TaskScope.run(scope -> {
            scope.spawn("worker", worker());
            await(sleep(SECOND));
            assertThat(queue.waiters()).extracting(Task::name).containsExactly("worker");
            assertThat(queue.shutdownNow()).isEmpty();
            assertThat(queue.waiters()).isEmpty();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  queue `q` is closed\n");
    }

    @Test
    void onlyTheChosenCasePutsOrTakes() {
        Queue<String> other = Queue.<String>bounded(1).named("other");
        world.run(TaskScope.run(scope -> {
            Task<String> taking = scope.spawn(select(
                    queue.onGet(element -> done("got " + element)), other.onGet(element -> done("other " + element))));
            await(yieldNow());
            await(queue.put("a"));
            await(other.put("b"));
            assertThat(await(taking)).isEqualTo("got a");
            assertThat(other.size()).isEqualTo(1);
            assertThat(queue.unfinished()).isEqualTo(1);

            Task<String> putting = scope.spawn(
                    select(other.onPut("c", nothing -> done("put c")), other.onPut("d", nothing -> done("put d"))));
            await(yieldNow());
            assertThat(other.waiters()).hasSize(2).containsOnly(putting);
            assertThat(await(other.get())).isEqualTo("b");
            assertThat(await(putting)).isEqualTo("put c");
            assertThat(other.shutdownNow()).containsExactly("c");
            assertThat(other.waiters()).isEmpty();
            return done();
        }));
    }

    @Test
    void theCasesOfAQueueThatIsShutDownAreRefused() {
        queue.shutdown();
        world.run(TaskScope.run(scope -> {
            try {
                await(select(queue.onGet(element -> done())));
            } catch (ChannelClosed shutDown) {
                world.log(shutDown.getMessage());
            }
            try {
                await(select(queue.onPut("a", nothing -> done())));
            } catch (ChannelClosed shutDown) {
                world.log(shutDown.getMessage());
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  queue `q` is closed\n0s  queue `q` is closed\n");
    }

    @Test
    void shutdownNowDropsTheRestAndWakesEverybody() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(puts("a", "b", "c"));
            scope.spawn("joins", joins());
            await(yieldNow());
            assertThat(queue.waiters()).extracting(Task::name).containsExactly("puts-2", "joins");
            assertThat(queue.shutdownNow()).containsExactly("a", "b");
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  put a\n0s  put b\n0s  refused\n0s  joined\n");
    }

    @Test
    void shutdownNowStillWaitsForWhatIsBeingDone() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(worker());
            scope.spawn(puts("a", "b"));
            await(yieldNow());
            await(yieldNow());
            queue.shutdownNow();
            await(joins());
            return done();
        }));

        assertThat(world.trace()).contains("1s  done a\n1s  queue `q` is closed\n1s  joined\n");
    }

    @Test
    void moreDoneThanPutIsFoundOut() {
        world.run(TaskScope.run(scope -> {
            assertThatThrownBy(queue::taskDone)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("`taskDone` was called for more elements than were put into queue `q`");
            return done();
        }));
    }

    @Test
    void priorityAndLifoQueuesGiveTheirElementsInTheirOrders() {
        Queue<Integer> priority = Queue.priority(9, Comparator.naturalOrder());
        Queue<Integer> lifo = Queue.lifo(9);
        Queue<Integer> unbounded = Queue.unbounded();
        world.run(TaskScope.run(scope -> {
            for (int i : new int[] {2, 1, 3}) {
                priority.tryPut(i);
                lifo.tryPut(i);
                unbounded.tryPut(i);
            }
            assertThat(priority.shutdownNow()).containsExactly(1, 2, 3);
            assertThat(lifo.shutdownNow()).containsExactly(3, 1, 2);
            assertThat(unbounded.shutdownNow()).containsExactly(2, 1, 3);
            return done();
        }));
        assertThat(lifo.capacity()).isEqualTo(9);
        assertThat(lifo.size()).isZero();
    }
}
