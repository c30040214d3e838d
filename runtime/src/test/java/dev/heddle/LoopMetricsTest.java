package dev.heddle;

import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.coroutine.Awaits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a loop has done and has to do. */
class LoopMetricsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final List<LoopMetrics> metrics = new ArrayList<>();

    private Coroutine<Void> measuring(int children) {
        return TaskScope.run(scope -> {
            for (int i = 0; i < children; i++) {
                scope.spawn(sleep(SECOND));
            }
            return steps(
                    start -> {
                        metrics.add(Loop.current().metrics());
                        return Awaits.await(yieldNow());
                    },
                    yielded -> {
                        metrics.add(Loop.current().metrics());
                        return Awaits.await(sleep(Duration.ofSeconds(2)));
                    },
                    slept -> {
                        metrics.add(Loop.current().metrics());
                        return null;
                    });
        });
    }

    @Test
    void metricsCountTicksStepsTasksTimersAndWhatIsReady() {
        Loop.run(world.options().unwatched(), measuring(3));

        assertThat(metrics)
                .containsExactly(
                        new LoopMetrics("scripted", 0, 1, 4, 4, 3, 0, 0, 0, null),
                        new LoopMetrics("scripted", 1, 5, 4, 4, 0, 3, 0, 0, null),
                        new LoopMetrics("scripted", 3, 9, 4, 1, 0, 0, 0, 0, null));
    }

    @Test
    void aMeasuredLoopKnowsHowLongItsStepsTake() {
        Loop.run(world.options().measured(), measuring(3));

        LoopMetrics.Times times =
                java.util.Objects.requireNonNull(metrics.get(2).times());
        assertThat(times.longestStep()).isPositive().isLessThanOrEqualTo(times.inSteps());
        assertThat(times.lag()).isPositive().isLessThanOrEqualTo(times.longestLag());
    }

    @Test
    void theFlightRecorderIsToldOfTasksOfSlowStepsAndOfTheLoad(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("loop.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            Loop.run(
                    world.options()
                            .named("recorded")
                            .watchdog(Duration.ofNanos(1))
                            .exceptionHandler(slow -> {}),
                    TaskScope.run(scope -> {
                        scope.spawn("child", sleep(SECOND));
                        return done();
                    }));
            recording.dump(file);
        }

        assertThat(RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().startsWith("dev.heddle."))
                        .filter(event -> event.getString("loop").equals("recorded"))
                        .map(LoopMetricsTest::describe)
                        .distinct())
                .containsExactlyInAnyOrder(
                        "LoopLoad",
                        "TaskStarted main",
                        "TaskStarted child",
                        "SlowStep main",
                        "SlowStep child",
                        "TaskEnded child SUCCEEDED",
                        "TaskEnded main SUCCEEDED");
    }

    private static String describe(RecordedEvent event) {
        String text = event.getEventType().getName().substring("dev.heddle.".length());
        for (String field : List.of("task", "state")) {
            if (event.hasField(field)) {
                text += " " + event.getString(field);
            }
        }
        return text;
    }
}
