package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import dev.heddle.testing.junit.AsyncTest;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Events, latches and barriers. */
class SignalsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Event event = new Event().named("e");
    private final Barrier barrier = new Barrier(3).named("b");

    @Async
    private Coroutine<Void> waits(String name, Awaitable<Void> signal) {
        await(signal);
        world.log(name);
        return done();
    }

    @Test
    void anEventLetsAllGoOnAndNobodyWaitAfterwards() {
        world.run(TaskScope.run(scope -> {
            scope.spawn("a", waits("a", event));
            scope.spawn("b", waits("b", event));
            await(sleep(SECOND));
            assertThat(event.waiters()).extracting(Task::name).containsExactly("a", "b");
            event.set();
            await(event);
            world.log("main");
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  main\n1s  a\n1s  b\n");
        assertThat(event.isSet()).isTrue();
    }

    @Test
    void anEventThatIsClearedAtOnceStillLetsThoseGoOnWhoWaited() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(waits("a", event));
            await(yieldNow());
            event.set();
            event.clear();
            Task<Void> b = scope.spawn(waits("b", event));
            await(sleep(SECOND));
            assertThat(event.waiters()).hasSize(1).first().isSameAs(b);
            event.set();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a\n1s  b\n");
    }

    @Test
    void anEventMayBeSetByACallbackAndBeforeTheLoopRuns() {
        Event early = new Event();
        early.set();
        world.run(TaskScope.run(scope -> {
            Loop.current().schedule(SECOND, event::set);
            await(early);
            await(event);
            world.log("both");
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  both\n");
    }

    @Async
    @AsyncTest
    Coroutine<Void> eventsAndLatchesAreCasesOfASelect() {
        CountDownLatch latch = new CountDownLatch(1);
        Loop.current().schedule(SECOND, latch::countDown);
        String chosen = await(select(event.onSet(set -> done("event")), latch.onZero(zero -> done("latch"))));

        assertThat(chosen).isEqualTo("latch");
        assertThat(event.waiters()).isEmpty();
        return done();
    }

    @Test
    void aLatchOpensWhenAllHaveCountedDownAndStaysOpen() {
        CountDownLatch latch = new CountDownLatch(2).named("l");
        world.run(TaskScope.run(scope -> {
            Task<Void> a = scope.spawn(waits("open", latch));
            await(yieldNow());
            latch.countDown();
            assertThat(latch.count()).isOne();
            assertThat(latch.waiters()).hasSize(1).first().isSameAs(a);
            await(sleep(SECOND));
            latch.countDown();
            latch.countDown();
            await(latch);
            assertThat(latch.count()).isZero();
            assertThat(latch).hasToString("latch `l`");
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  open\n");
        assertThatThrownBy(() -> new CountDownLatch(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Async
    private Coroutine<Void> rounds(String name, int rounds) {
        try {
            for (int i = 0; i < rounds; i++) {
                int index = await(barrier.arrive());
                world.log(name + " " + index);
            }
        } catch (BrokenBarrierException broken) {
            world.log(name + ": " + broken.getMessage());
        }
        return done();
    }

    @Test
    void aBarrierLetsAllGoOnWhenTheLastOneArrivesRoundForRound() {
        world.run(TaskScope.run(scope -> {
            for (String name : new String[] {"a", "b", "c"}) {
                scope.spawn(rounds(name, 2));
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  c 2\n0s  a 0\n0s  b 1\n0s  b 2\n0s  c 0\n0s  a 1\n");
    }

    @Test
    void whoIsCancelledAtABarrierHasNotArrived() {
        world.run(TaskScope.run(scope -> {
            Task<Void> a = scope.spawn(rounds("a", 1));
            scope.spawn(rounds("b", 1));
            await(yieldNow());
            a.cancel();
            assertThat(barrier.arrived()).isOne();
            scope.spawn(rounds("c", 1));
            scope.spawn(rounds("d", 1));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  d 2\n0s  b 0\n0s  c 1\n");
    }

    @Test
    void resettingABarrierRefusesThoseWhoWaitAndBeginsANewRound() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(rounds("a", 1));
            await(yieldNow());
            barrier.reset();
            for (String name : new String[] {"b", "c", "d"}) {
                scope.spawn(rounds(name, 1));
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a: barrier `b` was reset\n0s  d 2\n0s  b 0\n0s  c 1\n");
    }

    @Test
    void abortingABarrierRefusesAllUntilItIsReset() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(rounds("a", 1));
            await(yieldNow());
            barrier.abort();
            await(rounds("b", 1));
            assertThat(barrier.isBroken()).isTrue();
            barrier.reset();
            assertThat(barrier.isBroken()).isFalse();
            for (String name : new String[] {"c", "d", "e"}) {
                scope.spawn(rounds(name, 1));
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        0s  b: barrier `b` was aborted
                        0s  a: barrier `b` was aborted
                        0s  e 2
                        0s  c 0
                        0s  d 1
                        """);
        assertThat(barrier.parties()).isEqualTo(3);
    }

    private static void explore(Supplier<Exploration.Trial> trials) {
        Exploration.of(trials).seeds(5).faults(Fault.values()).run();
    }

    @Test
    void underEveryFaultEachRoundOfABarrierHasThreeWhoWentOn() {
        explore(() -> new Exploration.Trial() {
            private final Barrier three = new Barrier(3);
            private int passed;

            @Async
            private Coroutine<Void> arrives() {
                await(yieldNow());
                try {
                    await(three.arrive());
                    passed++;
                } catch (BrokenBarrierException aborted) {
                    assertThat(three.isBroken()).isTrue();
                }
                return done();
            }

            @Override
            public Coroutine<?> program() {
                return TaskScope.run(scope -> {
                    for (int i = 0; i < 6; i++) {
                        scope.spawn(arrives());
                    }
                    await(sleep(SECOND));
                    if (three.arrived() != 0) {
                        three.abort();
                    }
                    return done();
                });
            }

            @Override
            public void check() {
                assertThat(passed % 3).isZero();
                assertThat(three.arrived()).isZero();
            }
        });
    }

    @Test
    void underEveryFaultNobodyIsLeftAtAnEventOrALatch() {
        explore(() -> new Exploration.Trial() {
            private final Event over = new Event();
            private final CountDownLatch latch = new CountDownLatch(2);
            private int passed;

            @Async
            private Coroutine<Void> waits() {
                await(over);
                await(latch);
                passed++;
                return done();
            }

            @Override
            public Coroutine<?> program() {
                return TaskScope.run(scope -> {
                    scope.spawn(waits());
                    scope.spawn(waits());
                    scope.spawn(waits());
                    await(yieldNow());
                    over.set();
                    latch.countDown();
                    await(yieldNow());
                    latch.countDown();
                    return done();
                });
            }

            @Override
            public void check() {
                assertThat(over.waiters()).isEmpty();
                assertThat(latch.waiters()).isEmpty();
                assertThat(passed).isBetween(0, 3);
            }
        });
    }
}
