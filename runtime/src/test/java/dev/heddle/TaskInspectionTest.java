package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Allocation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskInspectionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    @Async
    private static Coroutine<Void> inner() {
        await(sleep(Duration.ofSeconds(9)));
        return done();
    }

    @Async
    private static Coroutine<Void> outer() {
        await(inner());
        return done();
    }

    @Async
    private static Coroutine<Void> look() {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().named("s"))) {
            Task<Void> waiting = scope.spawn("waiting", outer());
            Task<Void> daemon = scope.spawnDaemon("daemon", outer());
            assertThat(waiting.waitsFor()).isNull();
            assertThat(waiting.awaitChain()).isEmpty();
            await(sleep(SECOND));

            assertThat(Task.current().name()).isEqualTo("main");
            assertThat(waiting.scope()).isSameAs(scope);
            assertThat(waiting.parent()).isSameAs(Task.current()).isSameAs(scope.owner());
            assertThat(Task.current().parent()).isNull();
            assertThat(waiting.loop()).isSameAs(Loop.current());
            assertThat(scope.tasks()).containsExactly(waiting, daemon);
            assertThat(daemon.isDaemon()).isTrue();
            assertThat(waiting.isDaemon()).isFalse();
            assertThat(Loop.current().tasks()).extracting(Task::name).containsExactly("main", "waiting", "daemon");
            assertThat(waiting.waitsFor()).isEqualTo("sleep that ends in PT8S");
            assertThat(waiting.awaitChain())
                    .extracting(StackTraceElement::getMethodName)
                    .containsExactly("inner", "outer");
            scope.cancel();
        }
        return done();
    }

    @Test
    void tasksAreNamedListedAndTellWhereTheyStand() {
        world.run(look());
    }

    @Test
    void inACallbackNoTaskIsCurrent() {
        try (Loop loop = Loop.open(world.options())) {
            loop.post(() -> assertThatThrownBy(Task::current)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no task is running: this is a callback of loop `test`"));
            loop.post(loop::stop);
            loop.runForever();
        }
        assertThat(world.reports).isEmpty();
    }

    @Async
    private Coroutine<Void> eager() {
        try (TaskScope scope = TaskScope.open()) {
            Task<String> ended = scope.spawnEagerly(done("x"));
            assertThat(ended.result()).isEqualTo("x");
            Task<String> suspended = scope.spawnEagerly(world.after(1, "slept"));
            assertThat(suspended.state()).isEqualTo(Task.State.RUNNING);
            assertThat(Task.current().name()).isEqualTo("main");
        }
        return done();
    }

    @Test
    void anEagerTaskRunsItsFirstStepInsideTheCall() {
        world.run(eager());
    }

    @Async
    private static Coroutine<Void> threeLocals(String a, int b, long c) {
        await(sleep(SECOND));
        assertThat(a + b + c).isEqualTo("a12");
        return done();
    }

    /** What each of so many tasks has cost when all of them sleep. */
    @Async
    private static Coroutine<Long> bytesForEach(int count) throws ReflectiveOperationException {
        try (TaskScope scope = TaskScope.open()) {
            long before = Allocation.bytes();
            for (int i = 0; i < count; i++) {
                scope.spawn(threeLocals("a", 1, 2));
            }
            await(sleep(Duration.ofMillis(1)));
            return done((Allocation.bytes() - before) / count);
        }
    }

    @Test
    void aSleepingTaskWithThreeLocalsCosts120Bytes() throws ReflectiveOperationException {
        try (Loop loop = Loop.open(world.options().unwatched())) {
            loop.runUntilComplete(bytesForEach(10_000)); // loads the classes, and lets the run queue grow

            assertThat(loop.runUntilComplete(bytesForEach(10_000))).isLessThanOrEqualTo(120);
        }
    }
}
