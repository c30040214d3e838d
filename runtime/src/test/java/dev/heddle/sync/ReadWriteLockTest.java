package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.SelectCase.onTimeout;
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
class ReadWriteLockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final ReadWriteLock lock = new ReadWriteLock().named("l");

    @Async
    private Coroutine<Void> reader(String name) {
        try (Hold ignored = await(lock.acquireRead())) {
            world.log(name + " reads");
            await(sleep(SECOND));
        }
        return done();
    }

    @Async
    private Coroutine<Void> writer(String name) {
        try (Hold ignored = await(lock.acquireWrite())) {
            world.log(name + " writes");
            await(sleep(SECOND));
        }
        return done();
    }

    @Test
    void readersShareItAndAWriterIsAlone() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(reader("a"));
            scope.spawn(reader("b"));
            scope.spawn(writer("c"));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a reads\n0s  b reads\n1s  c writes\n");
        assertThat(lock.holders()).isEmpty();
    }

    @Test
    void readersBehindAWaitingWriterWait() {
        world.run(TaskScope.run(scope -> {
            scope.spawn("a", reader("a"));
            scope.spawn("b", writer("b"));
            scope.spawn("c", reader("c"));
            scope.spawn("d", reader("d"));
            scope.spawn("e", writer("e"));
            await(yieldNow());
            assertThat(lock.waiters()).extracting(Task::name).containsExactly("b", "c", "d", "e");
            assertThat(lock.holders()).extracting(Task::name).containsExactly("a");
            assertThat(lock.readers()).isOne();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a reads\n1s  b writes\n2s  c reads\n2s  d reads\n3s  e writes\n");
    }

    @Test
    void readersGoOnWhenTheWriterBeforeThemIsCancelled() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(reader("a"));
            Task<Void> writer = scope.spawn(writer("b"));
            scope.spawn(reader("c"));
            await(yieldNow());
            writer.cancel();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a reads\n0s  c reads\n");
    }

    @Test
    void readersGoOnWhenTheSelectBeforeThemChoosesSomethingElse() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(reader("a"));
            await(yieldNow());
            scope.spawn(select(
                    lock.onAcquireWrite(hold -> done("writes")),
                    onTimeout(Duration.ofMillis(500), late -> done("late"))));
            await(yieldNow());
            scope.spawn(reader("c"));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a reads\n0.5s  c reads\n");
    }

    @Test
    void aSelectThatWouldReadOrWriteAndChoosesSomethingElseHasTakenNothing() {
        String chosen = world.run(TaskScope.run(scope -> {
            scope.spawn(reader("a"));
            Task<Void> writer = scope.spawn(writer("b"));
            await(yieldNow());
            Task<String> selecting = scope.spawn(select(
                    lock.onAcquireWrite(hold -> done("writes")),
                    lock.onAcquireRead(hold -> done("reads")),
                    onTimeout(Duration.ofMillis(500), late -> done("late"))));
            await(yieldNow());
            writer.cancel();
            return done(await(selecting));
        }));

        assertThat(chosen).isEqualTo("late");
        assertThat(lock.holders()).isEmpty();
    }

    @Test
    void aReaderMayReadAgainAlthoughAWriterWaits() {
        world.run(TaskScope.run(scope -> {
            try (Hold outer = await(lock.acquireRead())) {
                scope.spawn(writer("w"));
                await(yieldNow());
                try (Hold inner = await(lock.acquireRead())) {
                    assertThat(inner).isSameAs(outer);
                    await(sleep(SECOND));
                }
                await(sleep(SECOND));
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("2s  w writes\n");
    }

    @Test
    void whatWouldWaitForItselfIsRefused() {
        world.run(TaskScope.run(scope -> {
            try (Hold reading = await(lock.acquireRead())) {
                try {
                    await(lock.acquireWrite());
                } catch (IllegalStateException refusal) {
                    world.log(refusal.getMessage());
                }
            }
            try (Hold writing = await(lock.acquireWrite())) {
                try {
                    await(lock.acquireRead());
                } catch (IllegalStateException refusal) {
                    world.log(refusal.getMessage());
                }
            }
            return done();
        }));

        String refusal = "0s  task `main` holds read-write lock `l` already: it would wait for itself\n";
        assertThat(world.trace()).isEqualTo(refusal + refusal);
    }

    @Test
    void onlyWhoHoldsItMayGiveItBack() {
        world.run(TaskScope.run(scope -> {
            Task<Void> reader = scope.spawn("reader", reader("a"));
            await(yieldNow());
            Hold[] holds = new Hold[1];
            try (Hold mine = await(lock.acquireRead())) {
                holds[0] = mine;
            }
            assertThatThrownBy(holds[0]::close)
                    .hasMessage("task `main` cannot give back read-write lock `l`, which is held by task `reader`");
            await(reader);
            assertThatThrownBy(holds[0]::close)
                    .hasMessage("task `main` cannot give back read-write lock `l`, which nobody holds");
            return done();
        }));
    }
}
