package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskListenerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final List<String> heard = new ArrayList<>();

    private final TaskListener listener = new TaskListener() {
        @Override
        public void spawned(Task<?> task) {
            heard.add("spawned " + task.name());
        }

        @Override
        public void stepBegins(Task<?> task) {
            heard.add("step of " + task.name());
        }

        @Override
        public void stepEnds(Task<?> task) {
            heard.add("end of step of " + task.name());
        }

        @Override
        public void ended(Task<?> task) {
            heard.add(task.name() + " " + task.state());
        }
    };

    @Async
    private static Coroutine<Void> waits() {
        await(sleep(SECOND));
        return done();
    }

    @Test
    void hearsOfEachStep() {
        Loop.run(world.options().listener(listener), waits());

        assertThat(heard)
                .containsExactly(
                        "spawned main",
                        "step of main",
                        "end of step of main",
                        "step of main",
                        "main SUCCEEDED",
                        "end of step of main");
    }

    @Async
    private static Coroutine<Void> cancelsOneThatHasNotBegun() {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn("child", waits()).cancel();
        }
        return done();
    }

    @Test
    void aTaskThatIsCancelledBeforeItsTurnHasNoStep() {
        Loop.run(world.options().listener(listener), cancelsOneThatHasNotBegun());

        assertThat(heard).contains("spawned child", "child CANCELLED").doesNotContain("step of child");
    }

    @Async
    private static Coroutine<Void> spawnsEagerly() {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawnEagerly(waits());
        }
        return done();
    }

    @Test
    void severalListenersNestAsStepsDo() {
        TaskListener outer = new TaskListener() {
            @Override
            public void stepBegins(Task<?> task) {
                heard.add("(");
            }

            @Override
            public void stepEnds(Task<?> task) {
                heard.add(")");
            }
        };

        Loop.run(world.options().listener(outer).listener(listener), spawnsEagerly());

        assertThat(heard)
                .startsWith(
                        "spawned main",
                        "(",
                        "step of main",
                        "spawned waits-2",
                        "(",
                        "step of waits-2",
                        "end of step of waits-2",
                        ")");
    }

    @Test
    void whatItThrowsIsReportedAndTheTaskGoesOn() {
        TaskListener broken = new TaskListener() {
            @Override
            public void stepBegins(Task<?> task) {
                throw new IllegalStateException("boom");
            }
        };

        Loop.run(world.options().listener(broken), waits());

        assertThat(world.reports)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report).contains("a listener of loop", "boom"));
    }
}
