package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.waitAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeLimitTest {
    private static final ScopeOptions TWO = ScopeOptions.defaults().named("s").limit(2);

    private final World world = new World();

    @Async
    private Coroutine<Void> spawnFour() {
        try (TaskScope scope = TaskScope.open(TWO)) {
            for (int i = 1; i <= 4; i++) {
                scope.spawn(world.after(1, "task " + i));
            }
            scope.spawnDaemon("d", world.after(1, "a daemon needs no place"));
        }
        return done();
    }

    @Test
    void furtherTasksBeginInOrderAsOthersEnd() {
        world.run(spawnFour());

        assertThat(world.trace()).isEqualTo("""
                        1s  task 1
                        1s  task 2
                        1s  a daemon needs no place
                        2s  task 3
                        2s  task 4
                        """);
    }

    @Async
    private Coroutine<Void> spawnAsPlacesBecomeFree() {
        try (TaskScope scope = TaskScope.open(TWO)) {
            for (int i = 1; i <= 4; i++) {
                Task<String> task = await(scope.spawnWhenFree(world.after(2, "ended " + i)));
                world.log("spawned " + i + (task.isDone() ? " too late" : ""));
            }
        }
        return done();
    }

    @Test
    void spawningAwaitsAPlace() {
        world.run(spawnAsPlacesBecomeFree());

        assertThat(world.trace()).isEqualTo("""
                        0s  spawned 1
                        0s  spawned 2
                        2s  ended 1
                        2s  ended 2
                        2s  spawned 3
                        2s  spawned 4
                        4s  ended 3
                        4s  ended 4
                        """);
    }

    @Async
    private Coroutine<Void> waitersAndTasksShareOneLine() {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().limit(1))) {
            scope.spawn(world.after(1, "first"));
            Task<Task<String>> waiter =
                    Loop.current().rootScope().spawnEagerly(scope.spawnWhenFree(world.after(1, "second")));
            scope.spawn(world.after(1, "third"));
            await(waiter);
        }
        return done();
    }

    @Test
    void placesAreGivenInTheOrderOfAsking() {
        world.run(waitersAndTasksShareOneLine());

        assertThat(world.trace()).isEqualTo("""
                        1s  first
                        2s  second
                        3s  third
                        """);
    }

    @Async
    private Coroutine<Void> cancelsWhileTasksWait() {
        List<Task<String>> tasks = new ArrayList<>();
        try (TaskScope scope = TaskScope.open(TWO)) {
            for (int i = 1; i <= 4; i++) {
                tasks.add(scope.spawn("t" + i, world.after(9, "task " + i)));
            }
            await(sleep(Duration.ofSeconds(1)));
            tasks.get(2).cancel();
            await(sleep(Duration.ofSeconds(1)));
            world.log(tasks.get(2).state());
            scope.cancel();
        }
        world.log(tasks.get(3).state());
        return done();
    }

    @Test
    void aTaskThatIsCancelledWhileItWaitsForAPlaceEndsWithoutOne() {
        world.run(cancelsWhileTasksWait());

        assertThat(world.trace()).isEqualTo("""
                        2s  CANCELLED
                        2s  task 1: dev.heddle.Cancelled: task `t1` was cancelled
                        2s  task 2: dev.heddle.Cancelled: task `t2` was cancelled
                        2s  CANCELLED
                        """);
    }

    @Async
    private Coroutine<Void> cancelledWaiter() {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().limit(1))) {
            scope.spawn(world.after(2, "first"));
            Task<Task<String>> waiter = Loop.current().rootScope().spawn(scope.spawnWhenFree(world.after(1, "never")));
            await(sleep(Duration.ofSeconds(1)));
            waiter.cancel();
            scope.spawn(world.after(1, "next in line"));
        }
        return done();
    }

    @Test
    void aCancelledWaitForAPlaceSpawnsNothingAndPassesThePlaceOn() {
        world.run(cancelledWaiter());

        assertThat(world.trace()).isEqualTo("""
                        2s  first
                        3s  next in line
                        """);
    }

    @Async
    private Coroutine<String> strangerWaits() {
        Task<Task<String>> waiter;
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().named("s").limit(1))) {
            scope.spawn(world.after(9, "first"));
            waiter = Loop.current().rootScope().spawn(scope.spawnWhenFree(world.after(1, "never")));
            await(sleep(Duration.ofSeconds(1)));
            scope.cancel();
        }
        try {
            await(waiter);
        } catch (IllegalStateException refused) {
            return done(String.valueOf(refused.getMessage()));
        }
        return done("spawned");
    }

    @Test
    void whoWaitsForAPlaceInAScopeThatEndsIsRefused() {
        assertThat(world.run(strangerWaits()))
                .isEqualTo("scope `s` takes no more tasks: it is being closed or cancelled");
    }

    @Async
    private Coroutine<String> waited() {
        return done("never");
    }

    @Async
    private Coroutine<Void> waitsInVain() {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().limit(1))) {
            scope.spawn(world.after(9, "first"));
            TaskScope root = Loop.current().rootScope();
            Task<Task<String>> refused = root.spawn(scope.spawnWhenFree("refused", waited()));
            Coroutine<Task<String>> late = scope.spawnWhenFree(waited());
            assertThat(await(moveOnAfter(Duration.ofSeconds(1), late))).isNull();
            scope.cancelChildren();
            await(waitAll(List.of(refused)));
            assertThat(refused.state()).isEqualTo(Task.State.FAILED);
        }
        return done();
    }

    @Test
    void whatHasWaitedForAPlaceInVainIsNotReportedAsForgotten() {
        List<Trouble.Kind> troubles = new ArrayList<>();
        Loop.run(world.options().debugging().exceptionHandler(trouble -> troubles.add(trouble.kind())), waitsInVain());

        assertThat(troubles).containsExactly(Trouble.Kind.NEVER_RETRIEVED);
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> ScopeOptions.defaults().limit(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
