package dev.heddle;

import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.coroutine.Awaits;
import dev.heddle.management.LoopMXBean;
import dev.heddle.management.ManagedLoop;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** A loop seen from other threads. */
@SuppressWarnings("try") // what listens or is registered is closed, not used
class LoopInspectorTest {
    private static final long PATIENCE_SECONDS = 30;

    private final LoopOptions options =
            LoopOptions.defaults().named("inspected").notDebugging().unwatched();

    /** What another thread does with a loop. */
    private interface Look<T> {
        T at(Loop loop) throws Exception;
    }

    /** Runs a loop with a task that waits until another thread has looked at the loop. */
    private <T> T seenFromOutside(Look<T> look) throws Exception {
        CompletableFuture<T> seen = new CompletableFuture<>();
        Loop.run(options, TaskScope.run(scope -> {
            Loop loop = Loop.current();
            Task<Void> waiting = scope.spawn("patient", sleep(Duration.ofHours(1)));
            return steps(
                    start -> Awaits.await(yieldNow()),
                    yielded -> Awaits.await(Coroutines.blocking(() -> look.at(loop))),
                    outcome -> {
                        waiting.cancel();
                        return complete(seen, outcome);
                    });
        }));
        return seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @SuppressWarnings("unchecked")
    private static <T> Object complete(CompletableFuture<T> seen, Steps.Outcome outcome) {
        if (outcome.failure() != null) {
            seen.completeExceptionally(outcome.failure());
        } else {
            seen.complete((T) outcome.value());
        }
        return "done";
    }

    @Test
    void anotherThreadGetsADumpFromTheLoop() throws Exception {
        String dump = seenFromOutside(loop -> LoopInspector.of(loop).dump());

        assertThat(dump).startsWith("loop `inspected`\n  `main` waits for blocking call");
        assertThat(dump).contains("`patient` waits for sleep that ends in PT");
    }

    @Test
    void anotherThreadGetsTheMetricsOfTheLoop() throws Exception {
        LoopMetrics metrics = seenFromOutside(loop -> LoopInspector.of(loop).metrics());

        assertThat(metrics.tasks()).isEqualTo(2);
    }

    @Test
    void aLoopThatDoesNotAnswerShowsWhatItsThreadIsDoing() {
        try (Loop loop = Loop.open(options)) {
            LoopInspector hasty = LoopInspector.of(loop).patience(Duration.ofMillis(1));

            assertThat(hasty.dump())
                    .startsWith("loop `inspected` does not answer; its thread is here:\n    at ")
                    .contains("LoopInspectorTest.aLoopThatDoesNotAnswerShowsWhatItsThreadIsDoing");
            assertThat(hasty.dumpJson()).startsWith("\"loop `inspected` does not answer; its thread is here:\\u000a");
            assertThatThrownBy(hasty::metrics).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void theLiveStackIsThatOfTheThreadOfTheLoop() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        Loop.run(options, steps(start -> {
            Loop loop = Loop.current();
            Thread other = new Thread(() -> seen.complete(LoopInspector.of(loop).liveStack()));
            other.start();
            other.join();
            return "done";
        }));

        assertThat(seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .startsWith("loop `inspected` does not answer; its thread is here:\n    at ")
                .contains("dev.heddle.LoopInspectorTest.");
    }

    @Test
    void aManagedLoopIsSeenOverJmxUntilItIsClosed() throws Exception {
        String seen = seenFromOutside(loop -> {
            ObjectName name;
            try (ManagedLoop managed = ManagedLoop.register(loop)) {
                name = new ObjectName(managed.objectName());
                LoopMXBean bean =
                        JMX.newMXBeanProxy(ManagementFactory.getPlatformMBeanServer(), name, LoopMXBean.class);
                assertThat(bean.getName()).isEqualTo("inspected");
                assertThat(bean.getTasks()).isEqualTo(2);
                assertThat(bean.getLagNanos()).isEqualTo(-1);
                assertThat(bean.getSteps()).isPositive();
                assertThat(bean.getTicks()).isPositive();
                assertThat(bean.getReady()).isNotNegative();
                assertThat(bean.getTimers()).isEqualTo(1);
                assertThat(bean.dumpJson()).startsWith("{\"loop\":\"inspected\"");
                return bean.dump();
            } finally {
                assertThat(ManagementFactory.getPlatformMBeanServer()
                                .queryNames(new ObjectName("dev.heddle:type=Loop,*"), null))
                        .isEmpty();
            }
        });

        assertThat(seen).startsWith("loop `inspected`\n");
    }

    @Test
    void aSignalToTheProcessBringsADump() throws Exception {
        String dump = seenFromOutside(loop -> {
            CompletableFuture<String> dumped = new CompletableFuture<>();
            try (AutoCloseable listening = LoopInspector.of(loop).dumpOnSignal("USR2", dumped::complete)) {
                raise("USR2");
                return dumped.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        });

        assertThat(dump).contains("`patient` waits for sleep");
    }

    private static void raise(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        signal.getMethod("raise", signal)
                .invoke(null, signal.getConstructor(String.class).newInstance(name));
    }

    @Test
    void aSignalThatProgramsCannotHandleIsRefused() throws Exception {
        seenFromOutside(loop -> {
            assertThatThrownBy(() -> LoopInspector.of(loop).dumpOnSignal("KILL", dump -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the signal KILL cannot be handled here");
            return done();
        });
    }
}
