package shop;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.sleep;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A program of a user, with mistakes, outside of the runtime's packages. */
public final class Store {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Store() {}

    @Async
    public static Coroutine<String> price(String article) {
        await(sleep(SECOND));
        return done(article + " for 5");
    }

    @Async
    public static Coroutine<Void> forgetsAnAwait() {
        price("tea");
        sleep(SECOND);
        return done();
    }

    @Async
    public static Coroutine<String> awaitsTwice() {
        Coroutine<String> price = price("tea");
        await(price);
        return done(await(price));
    }

    @Async
    public static Coroutine<Void> spawnsTwice() {
        Coroutine<String> price = price("tea");
        Loop.current().rootScope().spawn(price);
        Loop.current().rootScope().spawn(price);
        return done();
    }

    @Async
    public static Coroutine<String> awaitsWhatItHasSpawned() {
        Coroutine<String> price = price("tea");
        Loop.current().rootScope().spawn(price);
        return done(await(price));
    }

    @Async
    public static Coroutine<String> spawnsWhatItHasAwaited() {
        Coroutine<String> price = price("tea");
        await(price);
        Loop.current().rootScope().spawn(price);
        return done("twice");
    }

    @Async
    public static Coroutine<Void> isCancelledBeforeTheAwait() {
        Coroutine<String> price = price("tea");
        await(sleep(SECOND));
        return done(ignore(await(price)));
    }

    @Async
    public static Coroutine<Void> awaitsAll(int count) {
        for (int i = 0; i < count; i++) {
            Coroutine<String> price = price("tea " + i);
            await(price);
        }
        return done();
    }

    @Async
    public static Coroutine<Void> failsInTheBackground() throws IOException {
        Loop.current().rootScope().spawn("restock", restock());
        await(sleep(SECOND));
        return done();
    }

    @Async
    public static Coroutine<Void> restock() throws IOException {
        await(sleep(Duration.ofMillis(1)));
        throw new IOException("no truck");
    }

    @Async
    public static Coroutine<Void> failsInTheBackgroundInManyWays() throws IOException {
        TaskScope root = Loop.current().rootScope();
        root.spawn("at once", failsAtOnce());
        root.spawn(restock());
        root.spawn("passed on", restockOf("tea"));
        root.spawn("handed on", handsOn());
        await(sleep(SECOND));
        return done();
    }

    @Async
    private static Coroutine<Void> failsAtOnce() throws IOException {
        throw new IOException("closed");
    }

    @Async
    private static Coroutine<String> restockOf(String article) throws IOException {
        await(restock());
        return done(article);
    }

    @Async
    private static Coroutine<Void> handsOn() throws IOException {
        return restock();
    }

    /** Waits for two prices in a scope, and holds on to its articles meanwhile. */
    @Async
    public static Coroutine<String> order(String customer, int articles) {
        StringBuilder bill = new StringBuilder(customer);
        try (TaskScope scope = TaskScope.open(dev.heddle.ScopeOptions.defaults().named("order"))) {
            Task<String> tea = scope.spawn("tea", price("tea"));
            bill.append(await(total(tea, articles)));
        }
        return done(bill.toString());
    }

    @Async
    private static Coroutine<String> total(Task<String> tea, int articles) {
        String first = await(tea);
        return done(first + " times " + articles);
    }

    @Async
    public static Coroutine<Object> holds(Object value) {
        await(sleep(SECOND));
        return done(value);
    }

    /** Awaits a method that blocks after its first await. */
    @Async
    public static Coroutine<Void> opens(Callable<?> blocking) {
        await(unlocks(blocking));
        return done();
    }

    @Async
    private static Coroutine<Void> unlocks(Callable<?> blocking) {
        await(sleep(SECOND));
        try {
            blocking.call();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        return done();
    }

    /** Prices without an end, which writes into {@code log} that it is left. */
    @Async
    public static AsyncStream<Integer> prices(StringBuilder log) {
        try {
            for (int price = 1; ; price++) {
                emit(price);
            }
        } finally {
            log.append("left");
        }
    }

    /** Looks at the first price and leaves the stream as it stands. */
    @Async
    public static Coroutine<Void> looksAtOnePrice(AsyncStream<Integer> prices) {
        await(prices.advance());
        return done();
    }

    private static Void ignore(String price) {
        return price.isEmpty() ? null : null;
    }
}
