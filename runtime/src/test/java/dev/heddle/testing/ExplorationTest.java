package dev.heddle.testing;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.sync.Event;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class ExplorationTest {
    private final StringBuilder trace = new StringBuilder();

    private static Exploration.Trial trial(Supplier<Coroutine<?>> program) {
        return program::get;
    }

    @Async
    private Coroutine<Void> writes(String name, int times) {
        for (int i = 0; i < times; i++) {
            trace.append(name);
            await(sleep(Duration.ofSeconds(1)));
        }
        return done();
    }

    private Set<String> traces(ToIntFunction<Supplier<Exploration.Trial>> exploration) {
        Set<String> traces = new LinkedHashSet<>();
        int runs = exploration.applyAsInt(() -> new Exploration.Trial() {
            @Override
            public Coroutine<?> program() {
                trace.setLength(0);
                return TaskScope.run(scope -> {
                    scope.spawn(writes("a", 2));
                    scope.spawn(writes("b", 2));
                    return done();
                });
            }

            @Override
            public void check() {
                traces.add(trace.toString());
            }
        });
        assertThat(traces).hasSizeLessThanOrEqualTo(runs);
        return traces;
    }

    @Test
    void seedsGiveTheOrdersThatArePossibleAndTheFirstTheUsualOne() {
        Set<String> traces = traces(trials -> Exploration.shuffle(50, trials));

        assertThat(traces).containsExactlyInAnyOrder("abab", "abba", "baab", "baba");
        assertThat(traces).startsWith("abab");
    }

    @Test
    void theSameSeedsGiveTheSameRuns() {
        assertThat(traces(trials -> Exploration.shuffle(10, trials)))
                .containsExactlyElementsOf(traces(trials -> Exploration.shuffle(10, trials)));
    }

    @Test
    void everyTaskIsCancelledAtEveryPoint() {
        Set<String> traces = traces(trials -> Exploration.cancelEverywhere(1, trials));

        assertThat(traces).containsExactlyInAnyOrder("", "a", "ab", "aba", "abb", "abab");
    }

    @Test
    void whatFailsInOneScheduleOnlyIsFoundAndItsSeedTold() {
        assertThatThrownBy(() -> Exploration.shuffle(
                        20,
                        () -> trial(() -> TaskScope.run(scope -> {
                            trace.setLength(0);
                            scope.spawn(writes("a", 1));
                            scope.spawn(writes("b", 1));
                            await(sleep(Duration.ofSeconds(1)));
                            assertThat(trace).hasToString("ab");
                            return done();
                        }))))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("failed with seed \\d+")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void aTaskThatHangsWhenAnotherIsCancelledIsFoundAndBothAreTold() {
        assertThatThrownBy(() -> Exploration.cancelEverywhere(
                        1,
                        () -> trial(() -> TaskScope.run(scope -> {
                            Event event = new Event().named("over");
                            scope.spawn("setter", setting(event));
                            await(event);
                            return done();
                        }))))
                .hasMessage("failed with seed 0, task `setter` cancelled at point 3")
                .cause()
                .hasMessageContaining("`main` waits for event `over`");
    }

    @Async
    private static Coroutine<Void> setting(Event event) {
        await(yieldNow());
        await(yieldNow());
        event.set();
        return done();
    }

    @Test
    void aFailureThatNobodyIsToldAboutIsFound() {
        assertThatThrownBy(() -> Exploration.shuffle(
                        1,
                        () -> trial(() -> TaskScope.run(scope -> {
                            Loop.current().post(() -> {
                                throw new IllegalStateException("in a callback");
                            });
                            return done();
                        }))))
                .hasMessage("a failure was reported with seed 0");
    }
}
