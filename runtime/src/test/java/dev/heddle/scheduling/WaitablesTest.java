package dev.heddle.scheduling;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.SelectCase.onEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a task waits for and who holds that, from one task to the next. */
@SuppressWarnings("try") // a hold is held, not used
class WaitablesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Mutex mutex = new Mutex();

    @Test
    void fromATaskThatWaitsTheWayLeadsToThoseThatItWaitsFor() {
        world.run(TaskScope.run(scope -> {
            try (Hold ignored = await(mutex.acquire())) {
                Task<Hold> locks = scope.spawn("locks", mutex.acquire());
                Task<Hold> awaits = scope.spawn("awaits", locks.toCoroutine());
                await(yieldNow());
                await(yieldNow());
                assertThat(awaits.waitables()).containsExactly(locks);
                assertThat(locks.holders().get(0)).isSameAs(locks);
                assertThat(locks.waiters().get(0)).isSameAs(awaits);
                assertThat(locks.waitables()).containsExactly(mutex);
                assertThat(mutex.holders()).extracting(Task::name).containsExactly("main");
            }
            return done();
        }));
    }

    @Test
    void aScopeThatIsBeingClosedWaitsForItsTasks() {
        world.run(TaskScope.run(scope -> {
            Task<Void> closes = scope.spawn("closes", TaskScope.run(inner -> {
                inner.spawn("child", sleep(SECOND));
                return done();
            }));
            await(yieldNow());
            await(yieldNow());
            assertThat(closes.waitables()).hasSize(1);
            assertThat(closes.waitables().get(0).holders())
                    .extracting(Task::name)
                    .containsExactly("child");
            assertThat(closes.waitables().get(0).waiters()).hasSize(1).first().isSameAs(closes);
            return done();
        }));
    }

    @Test
    void aSelectWaitsForSeveral() {
        world.run(TaskScope.run(scope -> {
            try (Hold ignored = await(mutex.acquire())) {
                Task<Void> sleeps = scope.spawn(sleep(SECOND));
                Task<String> selects = scope.spawn(
                        select(mutex.onAcquire(hold -> done("locked")), onEnd(sleeps, slept -> done("slept"))));
                await(yieldNow());
                assertThat(selects.waitables()).containsExactly(mutex, sleeps);
                assertThat(sleeps.waitables()).isEmpty();
            }
            return done();
        }));
    }
}
