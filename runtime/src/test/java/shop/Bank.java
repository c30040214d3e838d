package shop;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import java.time.Duration;

/** A program of a user that takes two locks in two orders. */
@SuppressWarnings("try") // locks are held, not used
public final class Bank {
    public final Mutex checking = new Mutex().named("checking");
    public final Mutex saving = new Mutex().named("saving");

    @Async
    public Coroutine<Void> transfer(Mutex from, Mutex to) {
        try (Hold first = await(from.acquire())) {
            await(sleep(Duration.ofSeconds(1)));
            await(deposit(to));
        }
        return done();
    }

    @Async
    private Coroutine<Void> deposit(Mutex to) {
        try (Hold second = await(to.acquire())) {
            return done();
        }
    }

    /** From saving to checking, unless something else happens while it waits for the second lock. */
    @Async
    public Coroutine<Void> transferUnless(SelectCase<Void> other) {
        try (Hold first = await(saving.acquire())) {
            await(sleep(Duration.ofSeconds(1)));
            await(select(
                    checking.onAcquire(second -> {
                        second.close();
                        return done();
                    }),
                    other));
        }
        return done();
    }

    /** Holds a lock while it waits for children that need it. */
    @Async
    public Coroutine<Void> delegates() {
        try (Hold hold = await(checking.acquire());
                TaskScope scope = TaskScope.open()) {
            scope.spawn("depositor", deposit(checking));
            scope.spawn("other", sleepy());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> sleepy() {
        await(sleep(Duration.ofSeconds(100)));
        return done();
    }
}
