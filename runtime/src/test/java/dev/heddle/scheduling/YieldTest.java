package dev.heddle.scheduling;

import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import dev.heddle.testing.ScriptedEngine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class YieldTest {
    private static final int ROUNDS = 100_000;

    @Test
    void aTaskThatSuspendsAgainAndAgainAllocatesNothing() {
        long[] bytes = new long[1];

        run(new Spin(ROUNDS) {
            @Override
            void roundsLeft(int rounds) throws ReflectiveOperationException {
                if (rounds == ROUNDS / 2) {
                    bytes[0] = -Allocation.bytes();
                } else if (rounds == 0) {
                    bytes[0] += Allocation.bytes();
                }
            }
        });

        assertThat(bytes[0]).isLessThan(ROUNDS / 2);
    }

    @Test
    void twoYieldsOfOneTaskAreTwoCoroutines() {
        run(new Frame<Void>() {
            @Override
            protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
                if (state == 1) {
                    Coroutine<Void> first = yieldNow();
                    Coroutine<Void> second = yieldNow();
                    assertThat(first).isNotSameAs(second);
                    return Awaits.await(gather(first, second));
                }
                return Awaits.suspend(Objects.requireNonNull(Awaits.await(yieldNow())), this, 1);
            }
        });
    }

    private static void run(Coroutine<?> program) {
        Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), program);
    }

    /** A woven loop around one await, written by hand. */
    private abstract static class Spin extends Frame<@Nullable Void> {
        private int left;

        Spin(int rounds) {
            left = rounds;
        }

        abstract void roundsLeft(int rounds) throws Exception;

        @Override
        protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
            while (left > 0) {
                left--;
                roundsLeft(left);
                Frame<?> callee = Awaits.suspended(Awaits.await(yieldNow()));
                if (callee != null) {
                    return Awaits.suspend(callee, this, 1);
                }
            }
            return null;
        }
    }
}
