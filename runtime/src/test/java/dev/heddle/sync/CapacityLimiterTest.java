package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a hold is held, not used
class CapacityLimiterTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final CapacityLimiter limiter = new CapacityLimiter(1).named("l");

    @Async
    private Coroutine<Void> borrower(String name) {
        try (Hold ignored = await(limiter.acquire())) {
            world.log(name);
            await(sleep(SECOND));
        }
        return done();
    }

    @Test
    void itKnowsWhoHasBorrowedAPlaceAndWhoWaitsForOne() {
        world.run(TaskScope.run(scope -> {
            scope.spawn("a", borrower("a"));
            scope.spawn("b", borrower("b"));
            await(yieldNow());
            assertThat(limiter.holders()).extracting(Task::name).containsExactly("a");
            assertThat(limiter.waiters()).extracting(Task::name).containsExactly("b");
            assertThat(limiter.borrowed()).isOne();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a\n1s  b\n");
        assertThat(limiter.borrowed()).isZero();
    }

    @Test
    void withMorePlacesThoseWhoWaitGoOn() {
        world.run(TaskScope.run(scope -> {
            for (String name : new String[] {"a", "b", "c", "d"}) {
                scope.spawn(borrower(name));
            }
            await(sleep(Duration.ofMillis(500)));
            limiter.resize(3);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a\n0.5s  b\n0.5s  c\n1s  d\n");
        assertThat(limiter.capacity()).isEqualTo(3);
    }

    @Test
    void withFewerPlacesNobodyLosesOneAndNobodyGetsOneTooEarly() {
        limiter.resize(2);
        world.run(TaskScope.run(scope -> {
            for (String name : new String[] {"a", "b", "c", "d"}) {
                scope.spawn(borrower(name));
            }
            await(yieldNow());
            limiter.resize(1);
            assertThat(limiter.borrowed()).isEqualTo(2);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a\n0s  b\n1s  c\n2s  d\n");
    }

    @Test
    void withoutPlacesAllWait() {
        limiter.resize(0);
        world.run(TaskScope.run(scope -> {
            scope.spawn(borrower("a"));
            await(sleep(SECOND));
            limiter.resize(1);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  a\n");
        assertThatThrownBy(() -> new CapacityLimiter(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecondPlaceForTheSameTaskIsRefused() {
        limiter.resize(2);
        world.run(TaskScope.run(scope -> {
            try (Hold place = await(limiter.acquire())) {
                assertThatThrownBy(limiter::tryAcquire)
                        .hasMessage("task `main` has borrowed a place of limiter `l` already");
                try {
                    await(limiter.acquire());
                } catch (IllegalStateException refusal) {
                    world.log("refused");
                }
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  refused\n");
        assertThat(limiter.borrowed()).isZero();
    }

    @Test
    void tryAcquireBorrowsAFreePlaceOnly() {
        world.run(TaskScope.run(scope -> {
            Task<Void> other = scope.spawn(borrower("a"));
            await(yieldNow());
            assertThat(limiter.tryAcquire()).isNull();
            await(other);
            try (Hold place = limiter.tryAcquire()) {
                assertThat(place).isNotNull();
            }
            return done();
        }));
    }
}
