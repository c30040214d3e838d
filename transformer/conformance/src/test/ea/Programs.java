package ea;

import static com.ea.async.Async.await;

import com.ea.async.Async;
import dev.heddle.conformance.Promises;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Code as its authors wrote it for EA Async: no annotation, futures everywhere. Each public method is a case. */
public class Programs {
    static {
        Async.init();
    }

    private final Promises promises;
    private int seen;

    public Programs(Promises promises) {
        this.promises = promises;
    }

    public CompletableFuture<Integer> oneAwait() {
        int value = await(promises.of(20));
        return CompletableFuture.completedFuture(value + 1);
    }

    public CompletableFuture<String> severalAwaitsInOneExpression() {
        return CompletableFuture.completedFuture(
                await(promises.of("a")) + await(promises.of("b")) + (await(promises.of(1)) + await(promises.of(2))));
    }

    public CompletableFuture<Void> nothingToReturn() {
        promises.log("before");
        await(promises.of("x"));
        promises.log("after");
        return CompletableFuture.completedFuture(null);
    }

    public CompletableFuture<Integer> callsOfOtherMethods() {
        int sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += await(doubled(i));
            seen++;
        }
        return CompletableFuture.completedFuture(sum + seen);
    }

    private CompletableFuture<Integer> doubled(int value) {
        if (value == 0) {
            return promises.of(0); // awaits nothing on this way
        }
        return CompletableFuture.completedFuture(2 * await(promises.of(value)));
    }

    public CompletableFuture<Integer> manyTurns() {
        int sum = 0;
        for (int i = 0; i < 500; i++) {
            sum += await(promises.of(i));
        }
        return CompletableFuture.completedFuture(sum);
    }

    public CompletableFuture<Integer> recursion() {
        return countDown(60);
    }

    private CompletableFuture<Integer> countDown(int from) {
        if (from == 0) {
            return CompletableFuture.completedFuture(0);
        }
        int next = await(promises.of(from - 1));
        return CompletableFuture.completedFuture(1 + await(countDown(next)));
    }

    public CompletionStage<Long> stagesAndWideLocals() {
        long left = 1L << 40;
        double factor = 0.5;
        CompletionStage<Long> stage = promises.of(7L);
        long right = await(stage);
        return CompletableFuture.completedFuture(left + (long) (factor * right * 2));
    }

    public CompletableFuture<String> failuresComeWrapped() {
        try {
            await(promises.failing(new IllegalStateException("broken")));
            return CompletableFuture.completedFuture("not reached");
        } catch (CompletionException e) {
            return CompletableFuture.completedFuture("caught " + e.getCause());
        }
    }

    public CompletableFuture<String> failuresOfDependentStagesComeWrappedOnce() {
        CompletableFuture<Integer> dependent =
                promises.<Integer>failing(new IllegalStateException("broken")).thenApply(x -> x + 1);
        try {
            return CompletableFuture.completedFuture("not reached " + await(dependent));
        } catch (CompletionException e) {
            return CompletableFuture.completedFuture("caught " + e.getCause());
        }
    }

    public CompletableFuture<String> cancelledFutures() {
        CompletableFuture<String> cancelled = promises.failing(new CancellationException("stop"));
        try {
            return CompletableFuture.completedFuture(await(cancelled));
        } catch (CancellationException e) {
            return CompletableFuture.completedFuture("cancelled");
        }
    }

    public CompletableFuture<String> failuresLeaveTheMethod() {
        String text = await(promises.of("x"));
        promises.log(text);
        await(promises.failing(new IllegalArgumentException("bad " + text)));
        return CompletableFuture.completedFuture("not reached");
    }

    public CompletableFuture<String> ownFailuresAfterAnAwait() {
        String text = await(promises.of("x"));
        throw new UnsupportedOperationException(text);
    }

    public CompletableFuture<String> ownFailuresBeforeAnyAwait() {
        if (promises.isUsed()) {
            throw new UnsupportedOperationException("early");
        }
        return CompletableFuture.completedFuture(await(promises.of("x")));
    }

    public CompletableFuture<String> finallyRunsOnce() {
        try {
            promises.log("body " + await(promises.of(1)));
            await(promises.failing(new IllegalStateException("broken")));
            return CompletableFuture.completedFuture("not reached");
        } finally {
            promises.log("finally " + await(promises.of(2)));
        }
    }

    public CompletableFuture<String> awaitsInCatch() {
        String caught;
        try {
            caught = await(promises.failing(new IllegalStateException("first")));
        } catch (Exception e) {
            caught = e.getCause().getMessage() + await(promises.of(" second"));
        }
        return CompletableFuture.completedFuture(caught);
    }

    public CompletableFuture<String> handlersDoNotSeeWhatAReturnedFutureFailsWith() {
        try {
            promises.log("body " + await(promises.of(1)));
            return promises.failing(new IllegalStateException("not for the handler"));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture("caught " + e);
        } finally {
            promises.log("finally");
        }
    }

    public CompletableFuture<Integer> branchesThatReturnFuturesInsideTry() {
        try {
            int which = await(promises.of(2));
            switch (which) {
                case 1:
                    return doubled(5);
                case 2:
                    return promises.of(42);
                default:
                    return null;
            }
        } catch (CompletionException e) {
            return CompletableFuture.completedFuture(-1);
        }
    }

    public CompletableFuture<String> lambdas() {
        Function<Integer, CompletableFuture<Integer>> addOne =
                x -> CompletableFuture.completedFuture(await(promises.of(x)) + 1);
        String prefix = await(promises.of("p"));
        Supplier<CompletableFuture<String>> capture = () -> {
            String inner = await(promises.of("q"));
            return CompletableFuture.completedFuture(prefix + inner);
        };
        return CompletableFuture.completedFuture(await(addOne.apply(1)) + await(capture.get()));
    }

    public CompletableFuture<List<String>> concurrentCalls() {
        List<CompletableFuture<Integer>> started = new ArrayList<>();
        for (int i = 1; i < 4; i++) {
            started.add(doubled(i));
        }
        await(CompletableFuture.allOf(started.toArray(new CompletableFuture<?>[0])));
        List<String> results = new ArrayList<>();
        for (CompletableFuture<Integer> each : started) {
            results.add("r" + await(each));
        }
        return CompletableFuture.completedFuture(results);
    }

    public CompletableFuture<String> composedByHand() {
        return oneAwait().thenCompose(x -> doubled(x)).thenApply(x -> "=" + x);
    }

    public CompletableFuture<String> instancesOfOtherClasses() {
        Store store = new Store();
        Shelf shelf = x -> promises.of("shelf " + x);
        return CompletableFuture.completedFuture(await(store.sell("tea")) + ", " + await(shelf.twice(3)));
    }

    interface Shelf {
        CompletableFuture<String> get(int x);

        default CompletableFuture<String> twice(int x) {
            return CompletableFuture.completedFuture(await(get(x)) + await(get(2 * x)));
        }
    }

    private class Store {
        CompletableFuture<String> sell(String item) {
            StringBuilder text = new StringBuilder(item);
            text.append(await(promises.of('!'))).append(await(promises.of(3.5)));
            return CompletableFuture.completedFuture(text.toString());
        }
    }
}
