package dev.heddle.testing.junit;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskCancelledException;
import dev.heddle.annotation.Async;
import dev.heddle.sync.Event;
import dev.heddle.sync.Mutex;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The classes nested here are run by the tests outside of them; some fail, as they are meant to. */
class AsyncTestEngineTest {
    private static final List<String> LOG = new ArrayList<>();

    /** The first one in whose order {@link Failing#failsInSomeOrder} fails. */
    private static final int FAILING_SEED = 3;

    private static Events run(DiscoverySelector selector) {
        LOG.clear();
        return EngineTestKit.engine(new AsyncTestEngine())
                .selectors(selector)
                .execute()
                .testEvents();
    }

    private static Throwable failureOf(Class<?> type, String method) {
        Events events = run(selectMethod(type, method));
        events.assertStatistics(statistics -> statistics.started(1).failed(1));
        return events.failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .findFirst()
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow();
    }

    @Tag("fixture")
    static class Passing {
        private final long begun = System.nanoTime();

        @BeforeEach
        void before() {
            LOG.add("before, on " + Loop.current());
        }

        @AfterEach
        void after() {
            LOG.add("after");
        }

        @Async
        @AsyncTest
        Coroutine<Void> sleepsForAYear() {
            long before = Loop.current().nanos();
            await(sleep(Duration.ofHours(23)));
            assertThat(Loop.current().nanos() - before)
                    .isEqualTo(Duration.ofHours(23).toNanos());
            assertThat(System.nanoTime() - begun).isLessThan(Duration.ofHours(1).toNanos());
            LOG.add("slept");
            return done();
        }

        @Disabled("not now")
        @AsyncTest
        Coroutine<Void> isNotRun() {
            LOG.add("run");
            return done();
        }
    }

    @Test
    void aTestRunsOnVirtualTimeBetweenWhatIsToBeDoneBeforeAndAfterEach() {
        run(selectClass(Passing.class))
                .assertStatistics(
                        statistics -> statistics.started(1).succeeded(1).skipped(1));

        assertThat(LOG).containsExactly("before, on loop `exploration`", "slept", "after");
    }

    @Test
    void aTestIsFoundByItsUniqueId() {
        run(selectUniqueId("[engine:heddle]/[class:" + Passing.class.getName() + "]/[method:sleepsForAYear]"))
                .assertStatistics(statistics -> statistics.started(1).succeeded(1));
    }

    @Test
    void classesWithoutSuchTestsAreNone() {
        run(selectClass(AsyncTestEngineTest.class)).assertStatistics(statistics -> statistics.started(0));
    }

    @Tag("fixture")
    static class Failing {
        private final Event event = new Event().named("never");
        private final Mutex mutex = new Mutex().named("account");

        @AfterEach
        void after() {
            LOG.add("after");
        }

        @Async
        @AsyncTest
        Coroutine<Void> fails() throws IOException {
            await(sleep(Duration.ofSeconds(1)));
            throw new IOException("boom");
        }

        @Async
        @AsyncTest
        Coroutine<Void> hangs() {
            await(event);
            return done();
        }

        @Async
        @AsyncTest(withinSeconds = 60)
        Coroutine<Void> doesNotEnd() {
            while (!event.isSet()) {
                await(sleep(Duration.ofSeconds(1)));
            }
            return done();
        }

        @Async
        @AsyncTest
        Coroutine<Void> leavesATask() {
            Loop.current().rootScope().spawn("forgotten", sleep(Duration.ofSeconds(1)));
            return done();
        }

        @Async
        @AsyncTest
        Coroutine<Void> leavesATimer() {
            Loop.current().schedule(Duration.ofSeconds(1), () -> {});
            return done();
        }

        @Async
        @AsyncTest
        Coroutine<Void> leavesALock() {
            await(mutex.acquire());
            return done();
        }

        @AsyncTest
        void returnsNothing() {}

        @Async
        @AsyncTest(seeds = 50)
        Coroutine<Void> failsInSomeOrder() {
            List<String> order = new ArrayList<>();
            await(dev.heddle.Coroutines.gather(adds("a", order), adds("b", order)));
            assertThat(order).containsExactly("a", "b");
            return done();
        }

        @Async
        @AsyncTest(seed = FAILING_SEED)
        Coroutine<Void> failsInThatOrder() {
            return failsInSomeOrder();
        }

        @Async
        @AsyncTest(seed = FAILING_SEED - 1)
        Coroutine<Void> passesInTheOrderBefore() {
            return failsInSomeOrder();
        }

        @Async
        private static Coroutine<Void> adds(String name, List<String> order) {
            order.add(name);
            return done();
        }
    }

    @Test
    void aFailureIsThatOfTheTestItself() {
        assertThat(failureOf(Failing.class, "fails"))
                .isInstanceOf(IOException.class)
                .hasMessage("boom");
        assertThat(LOG).containsExactly("after");
    }

    @Test
    void aHangIsAFailureThatTellsWhoWaitsForWhat() {
        assertThat(failureOf(Failing.class, "hangs"))
                .hasMessageContaining("hang at PT0S of virtual time")
                .hasMessageContaining("`main` waits for event `never`");
    }

    @Test
    void whatDoesNotEndIsAFailureToo() {
        assertThat(failureOf(Failing.class, "doesNotEnd"))
                .hasMessageContaining("not at its end after PT1M of virtual time")
                .hasMessageContaining("`main` waits for");
    }

    @Test
    void whatIsLeftBehindIsAFailure() {
        assertThat(failureOf(Failing.class, "leavesATask"))
                .hasMessage("left behind with seed 0: task `forgotten` goes on");
        assertThat(failureOf(Failing.class, "leavesATimer")).hasMessage("left behind with seed 0: 1 timers");
        assertThat(failureOf(Failing.class, "leavesALock"))
                .hasMessage("left behind with seed 0: mutex `account` held by task `main`");
    }

    @Test
    void aTestThatIsNoCoroutineIsRefused() {
        assertThat(failureOf(Failing.class, "returnsNothing"))
                .hasMessageStartingWith("a method with @AsyncTest has no parameters and returns a Coroutine");
    }

    @Test
    void aSeedThatFailsIsTold() {
        assertThat(failureOf(Failing.class, "failsInSomeOrder")).hasMessage("failed with seed " + FAILING_SEED);
    }

    @Test
    void aSeedThatIsGivenIsTheOneThatIsTried() {
        assertThat(failureOf(Failing.class, "failsInThatOrder")).hasMessage("failed with seed " + FAILING_SEED);
        run(selectMethod(Failing.class, "passesInTheOrderBefore"))
                .assertStatistics(statistics -> statistics.started(1).succeeded(1));
    }

    @Tag("fixture")
    static class Everywhere {
        @Async
        @AsyncTest(explore = Explore.CANCEL_EVERYWHERE)
        Coroutine<Void> sleeps() {
            String end = "slept";
            try {
                await(sleep(Duration.ofSeconds(1)));
            } catch (Throwable injected) {
                end = injected.getClass().getSimpleName();
                throw injected;
            } finally {
                LOG.add(end);
            }
            return done();
        }

        @Async
        @AsyncTest(explore = Explore.CANCEL_EVERYWHERE)
        Coroutine<Void> doesNotGiveBackWhatItHas() throws TaskCancelledException {
            Mutex mutex = new Mutex().named("m");
            var hold = await(mutex.acquire());
            await(sleep(Duration.ofSeconds(1)));
            hold.close();
            return done();
        }
    }

    @Test
    void eachFaultHappensAtEachPoint() {
        run(selectMethod(Everywhere.class, "sleeps"))
                .assertStatistics(statistics -> statistics.started(1).succeeded(1));

        assertThat(LOG).contains("slept", "Cancelled", "InjectedFailure", "DeadlineExceeded");
    }

    @Test
    void whatIsLeftBehindAfterAFaultIsFound() {
        assertThat(failureOf(Everywhere.class, "doesNotGiveBackWhatItHas"))
                .hasMessageContaining("left behind with seed 0, task `main` cancelled at point")
                .hasMessageContaining("mutex `m` held by task `main`");
    }
}
