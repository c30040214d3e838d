package dev.heddle;

import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.SelectCase.onEnd;
import static dev.heddle.SelectCase.onTimeout;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Trouble.Kind;
import dev.heddle.coroutine.Awaits;
import dev.heddle.engine.HangException;
import dev.heddle.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shop.Bank;

/** Tasks that wait for each other in a circle. */
class DeadlockTest {
    private final World world = new World();
    private final Bank bank = new Bank();
    private final List<@Nullable String> found = new ArrayList<>();

    private Coroutine<Void> crossedTransfers(ScopeOptions options) {
        return TaskScope.run(options, scope -> {
            scope.spawn("there", bank.transfer(bank.checking, bank.saving));
            scope.spawn("back", bank.transfer(bank.saving, bank.checking));
            return done();
        });
    }

    /** Looks for a deadlock two seconds after the program has begun, and ends it by a cancellation. */
    private void lookInto(Coroutine<?> program) {
        Loop.run(world.options(), TaskScope.run(scope -> {
            scope.spawn("program", program);
            return steps(start -> Awaits.await(sleep(Duration.ofSeconds(2))), slept -> {
                Deadlock deadlock = Loop.current().deadlock();
                found.add(deadlock == null ? null : deadlock.toString().replaceAll("java:\\d+", "java"));
                scope.cancel();
                return null;
            });
        }));
    }

    @Test
    void aDeadlockNamesTasksLocksAndLines() {
        lookInto(crossedTransfers(ScopeOptions.defaults()));

        assertThat(found)
                .containsExactly(
                        "deadlock: task `there` waits for mutex `saving` at shop.Bank.deposit(Bank.java), held by"
                                + " task `back`; task `back` waits for mutex `checking` at shop.Bank.deposit(Bank.java), held by"
                                + " task `there`");
    }

    @Test
    void aScopeThatWaitsForAChildThatWaitsForItIsADeadlock() {
        lookInto(bank.delegates());

        assertThat(found)
                .containsExactly("deadlock: task `program` waits for the 2 tasks of a scope at"
                        + " shop.Bank.delegates(Bank.java), held by task `depositor`; task `depositor` waits for"
                        + " mutex `checking` at shop.Bank.deposit(Bank.java), held by task `program`");
    }

    @Test
    void tasksThatAwaitEachOtherAreADeadlock() {
        List<Task<?>> tasks = new ArrayList<>();
        lookInto(TaskScope.run(scope -> {
            for (int i = 0; i < 3; i++) {
                int next = (i + 1) % 3;
                tasks.add(scope.spawn("t" + i, steps(start -> Awaits.await(tasks.get(next)), Steps.Outcome::get)));
            }
            return done();
        }));

        assertThat(found).hasSize(1);
        assertThat(found.get(0))
                .startsWith("deadlock: task `t0` waits for task `t1`")
                .contains("task `t1` waits for task `t2`", "task `t2` waits for task `t0`");
    }

    @Test
    void whatADeadlineWillEndIsNoDeadlock() {
        lookInto(crossedTransfers(ScopeOptions.deadline(10, TimeUnit.SECONDS)));

        assertThat(found).containsExactly((String) null);
    }

    private Coroutine<Void> crossedUnless(SelectCase<Void> other) {
        return TaskScope.run(scope -> {
            scope.spawn("there", bank.transfer(bank.checking, bank.saving));
            scope.spawn("back", bank.transferUnless(other));
            return done();
        });
    }

    @Test
    void whatATimeoutAmongTheCasesOfASelectWillEndIsNoDeadlock() {
        lookInto(crossedUnless(onTimeout(Duration.ofSeconds(9), late -> done())));

        assertThat(found).containsExactly((String) null);
    }

    @Test
    void whatAFutureAmongTheCasesOfASelectMayEndIsNoDeadlock() {
        lookInto(crossedUnless(onEnd(new CompletableFuture<String>(), known -> done())));

        assertThat(found).containsExactly((String) null);
    }

    @Test
    void aSelectThatOnlyTheCircleCouldEndIsADeadlock() {
        lookInto(crossedUnless(bank.checking.onAcquire(second -> done())));

        assertThat(found).hasSize(1).first().asString().startsWith("deadlock: task `there` waits for mutex `saving`");
    }

    @Test
    void aPermitThatAnybodyMayGiveBackIsNoDeadlock() {
        Semaphore permits = new Semaphore(1);
        lookInto(steps(
                start -> Awaits.await(permits.acquire()), held -> Awaits.await(permits.acquire()), Steps.Outcome::get));

        assertThat(found).containsExactly((String) null);
    }

    @Test
    void aHangTellsOfTheDeadlockThatIsItsCause() {
        assertThatThrownBy(() -> world.run(crossedTransfers(ScopeOptions.defaults())))
                .isInstanceOf(HangException.class)
                .hasMessageContaining("\n    `there` waits for mutex `saving`\n        at shop.Bank.deposit(Bank.java:")
                .hasMessageContaining("\ndeadlock: task `there` waits for mutex `saving`");
    }

    @Test
    void anIdleLoopWithAWatchdogReportsADeadlockOnce() {
        List<Trouble> troubles = new ArrayList<>();
        Loop.run(world.options().exceptionHandler(troubles::add), TaskScope.run(scope -> {
            scope.spawn("program", crossedTransfers(ScopeOptions.defaults()));
            Watchdog watchdog = new Watchdog(Loop.current(), Duration.ofMillis(100));
            for (int second = 2; second < 10; second++) {
                long nanos = Duration.ofSeconds(second).toNanos();
                world.engine.schedule(Duration.ofSeconds(second), () -> watchdog.look(nanos));
            }
            return steps(start -> Awaits.await(sleep(Duration.ofSeconds(20))), slept -> {
                scope.cancel();
                return null;
            });
        }));

        assertThat(troubles).hasSize(1);
        assertThat(troubles.get(0).kind()).isEqualTo(Kind.DEADLOCK);
        assertThat(troubles.get(0).sentence()).startsWith("deadlock: task `there` waits for mutex `saving` at");
        assertThat(troubles.get(0).failure()).hasMessage("task `there` waits here");
        assertThat(troubles.get(0).failure().getSuppressed()).hasSize(1);
    }
}
