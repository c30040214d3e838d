package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a hold is held, not used
class SemaphoreTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Semaphore semaphore = new Semaphore(2).named("s");

    @Async
    private Coroutine<Void> user(String name) {
        try (Hold ignored = await(semaphore.acquire())) {
            world.log(name);
            await(sleep(SECOND));
        }
        return done();
    }

    @Test
    void asManyTasksGoOnAsThereArePermits() {
        world.run(TaskScope.run(scope -> {
            for (String name : new String[] {"a", "b", "c", "d"}) {
                scope.spawn(name, user(name));
            }
            await(yieldNow());
            assertThat(semaphore.free()).isZero();
            assertThat(semaphore.waiters()).extracting(Task::name).containsExactly("c", "d");
            assertThat(semaphore.holders()).isEmpty();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a\n0s  b\n1s  c\n1s  d\n");
        assertThat(semaphore.free()).isEqualTo(2);
    }

    @Test
    void aPermitThatIsGivenBackGoesToTheOneWhoWaitsNotToOneWhoComesLater() {
        world.run(TaskScope.run(scope -> {
            Hold first = await(semaphore.acquire());
            Hold second = await(semaphore.acquire());
            scope.spawn(user("waits"));
            await(yieldNow());
            first.close();
            assertThat(semaphore.tryAcquire()).isNull();
            second.close();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  waits\n");
    }

    @Test
    void aWaiterThatIsCancelledAfterItGotAPermitPassesItOn() {
        Semaphore single = new Semaphore(1);
        world.run(TaskScope.run(scope -> {
            Hold permit = await(single.acquire());
            Task<Void> b = scope.spawn("b", using(single));
            scope.spawn("c", using(single));
            await(yieldNow());
            permit.close();
            b.cancel();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a permit\n0s  a permit\n");
        assertThat(single.free()).isOne();
    }

    @Async
    private Coroutine<Void> using(Semaphore single) {
        try (Hold ignored = await(single.acquire())) {
            world.log("a permit");
            await(sleep(SECOND));
        }
        return done();
    }

    @Test
    void aPermitGivenBackTwiceIsFoundOut() {
        world.run(TaskScope.run(scope -> {
            Hold permit = await(semaphore.acquire());
            permit.close();
            assertThatThrownBy(permit::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("all 2 permits of semaphore `s` are free already");
            return done();
        }));
    }

    @Test
    void permitsMayGrowUpToTheMaximumAndComeFromCallbacks() {
        Semaphore signals = new Semaphore(0, 2);
        world.run(TaskScope.run(scope -> {
            Loop.current().schedule(SECOND, signals::release);
            await(signals.acquire());
            world.log("signalled");
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  signalled\n");
        assertThat(signals.free()).isZero();
        assertThat(signals.maximum()).isEqualTo(2);
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Semaphore(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Semaphore(-1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Semaphore(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTaskThatNeverWaitsLetsOthersRun() {
        world.run(TaskScope.run(scope -> {
            boolean[] ran = new boolean[1];
            Loop.current().post(() -> ran[0] = true);
            int rounds = 0;
            while (!ran[0]) {
                try (Hold ignored = await(semaphore.acquire())) {
                    rounds++;
                }
            }
            assertThat(rounds).isLessThanOrEqualTo(257);
            return done();
        }));
    }
}
