package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.SelectCase.onTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OneShotTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final OneShot<String> answer = new OneShot<String>().named("answer");

    @Async
    private Coroutine<Void> asks(String name) {
        try {
            world.log(name + ": " + await(answer));
        } catch (Exception failure) {
            world.log(name + ": " + failure);
        }
        return done();
    }

    @Test
    void allThatWaitAndAllThatComeLaterGetTheValue() {
        world.run(TaskScope.run(scope -> {
            Task<Void> a = scope.spawn("a", asks("a"));
            scope.spawn("b", asks("b"));
            await(sleep(SECOND));
            assertThat(answer.waiters()).hasSize(2).first().isSameAs(a);
            answer.set("42");
            await(asks("main"));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  main: 42\n1s  a: 42\n1s  b: 42\n");
        assertThat(answer.isDone()).isTrue();
    }

    @Test
    void anExceptionIsThrownAtEachAwait() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(asks("a"));
            await(yieldNow());
            answer.fail(new IOException("boom"));
            await(asks("main"));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  main: java.io.IOException: boom\n0s  a: java.io.IOException: boom\n");
    }

    @Test
    void closedWithoutAValueItTellsThoseWhoWait() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(asks("a"));
            await(yieldNow());
            try (answer) {
                world.log("forgets to answer");
            }
            return done();
        }));

        assertThat(world.trace())
                .isEqualTo("0s  forgets to answer\n"
                        + "0s  a: dev.heddle.channel.ChannelClosed: one-shot `answer` was closed without a value\n");
    }

    @Test
    void theFirstValueStays() {
        world.run(TaskScope.run(scope -> {
            try (answer) {
                answer.set("42");
                assertThatThrownBy(() -> answer.set("43")).hasMessage("one-shot `answer` has a value already");
                assertThatThrownBy(() -> answer.fail(new IOException()))
                        .hasMessage("one-shot `answer` has a value already");
            }
            return asks("main");
        }));

        assertThat(world.trace()).isEqualTo("0s  main: 42\n");
    }

    @Test
    void itIsACaseOfASelect() {
        String chosen = world.run(TaskScope.run(scope -> {
            Loop.current().schedule(SECOND, () -> answer.set("42"));
            return select(
                    onTimeout(Duration.ofMillis(1500), late -> done("late")), answer.onValue(value -> done(value)));
        }));

        assertThat(chosen).isEqualTo("42");
        assertThat(answer.waiters()).isEmpty();
    }
}
