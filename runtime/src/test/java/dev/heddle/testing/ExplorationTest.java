package dev.heddle.testing;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.ScopeOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.sync.Event;
import dev.heddle.sync.Mutex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        int runs = exploration.applyAsInt(() -> tracing(traces::add));
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
    void aSeedIsTriedAloneToHaveItsOrderAgain() {
        List<String> all = new ArrayList<>();
        Exploration.shuffle(10, () -> tracing(all::add));
        assertThat(all).hasSize(10).contains("abab", "baba");

        for (int seed = 0; seed < 10; seed++) {
            List<String> one = new ArrayList<>();
            int runs = Exploration.of(() -> tracing(one::add)).from(seed).run();
            assertThat(runs).isOne();
            assertThat(one).containsExactly(all.get(seed));
        }
    }

    @Test
    void whatHasFailedFailsInTheSameWayFromItsSeedOn() {
        Exploration exploration = Exploration.of(
                        () -> tracing(trace -> assertThat(trace).isNotEqualTo("ba")))
                .faults(Fault.CANCELLATION);
        AssertionError failure = catchThrowableOfType(
                AssertionError.class, () -> exploration.seeds(100).run());
        Matcher seed = Pattern.compile("failed with seed (\\d+), .*").matcher(String.valueOf(failure.getMessage()));
        assertThat(seed.matches()).isTrue();

        assertThatThrownBy(() -> exploration
                        .from(Integer.parseInt(seed.group(1)))
                        .seeds(1)
                        .run())
                .hasMessage(failure.getMessage());
    }

    /** Two tasks that write their names twice each, and somebody who is given what they have written together. */
    private Exploration.Trial tracing(Consumer<String> reader) {
        return new Exploration.Trial() {
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
                reader.accept(trace.toString());
            }
        };
    }

    @Test
    void everyTaskIsCancelledAtEveryPoint() {
        Set<String> traces = traces(trials -> Exploration.cancelEverywhere(1, trials));

        assertThat(traces).containsExactlyInAnyOrder("", "a", "ab", "aba", "abb", "abab");
    }

    @Async
    private Coroutine<Void> limited() {
        try {
            await(timeout(Duration.ofHours(1), writes("a", 1)));
            trace.append(", in time");
        } catch (DeadlineExceeded late) {
            trace.append(", late");
        }
        await(yieldNow());
        trace.append(", goes on");
        return done();
    }

    @Test
    void everyDeadlinePassesAtEveryPointAndThatOfTheWholeProgram() {
        Set<String> traces = new TreeSet<>();
        int runs = Exploration.of(() -> new Exploration.Trial() {
                    @Override
                    public Coroutine<?> program() {
                        trace.setLength(0);
                        return limited();
                    }

                    @Override
                    public void check() {
                        traces.add(trace.toString());
                    }
                })
                .faults(Fault.TIMEOUT)
                .run();

        assertThat(traces).contains("a, in time, goes on", "a, in time", "a, late, goes on", "a, late");
        assertThat(runs).isGreaterThan(traces.size());
    }

    @Test
    void whatADeadlineLeavesBehindIsFoundAndTheDeadlineTold() {
        assertThatThrownBy(() -> Exploration.of(() -> trial(() -> TaskScope.run(scope -> {
                            Mutex mutex = new Mutex().named("m");
                            return TaskScope.run(
                                    ScopeOptions.deadline(Duration.ofHours(1)).named("inner"), inner -> {
                                        AutoCloseable hold = await(mutex.acquire());
                                        await(sleep(Duration.ofSeconds(1)));
                                        hold.close();
                                        return done();
                                    });
                        })))
                        .faults(Fault.TIMEOUT)
                        .run())
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("left behind with seed 0, the time of scope `inner` over at point \\d+:"
                        + " mutex `m` held by task `main`");
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
