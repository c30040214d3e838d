package migrated;

import static com.ea.async.Async.await;

import com.ea.async.Async;
import dev.heddle.conformance.Promises;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Code as its authors wrote it for EA Async. Each public method is a case. */
public class Awaits {
    static {
        Async.init();
    }

    private final Promises promises;

    public Awaits(Promises promises) {
        this.promises = promises;
    }

    public CompletableFuture<Integer> oneAwait() {
        int value = await(promises.of(20));
        return CompletableFuture.completedFuture(value + 1);
    }

    /** Not only awaits. */
    @Deprecated
    public CompletionStage<String> loopsAndOperands() {
        String text = "";
        for (int i = 0; i < 3; i++) {
            text = await(promises.of(text)) + i + Async.await(promises.of("x")); // twice
        }
        return CompletableFuture.completedFuture(text);
    }

    public CompletableFuture<String> failuresThatNobodyLooksAt() {
        try {
            promises.log("try");
            return CompletableFuture.completedFuture(await(promises.of("fine")));
        } catch (Throwable any) {
            promises.log("caught");
            return promises.of("instead");
        } finally {
            promises.log("finally");
        }
    }

    public CompletableFuture<String> lambdas() {
        Function<String, CompletableFuture<String>> twice =
                text -> CompletableFuture.completedFuture(await(promises.of(text)) + await(promises.of(text)));
        return CompletableFuture.completedFuture(await(twice.apply("a")) + await(twice.apply("b")));
    }

    public CompletableFuture<String> chainsBesideAwaits() {
        String first = await(promises.of("first"));
        return promises.of("second").thenApply(second -> first + second);
    }

    public CompletableFuture<String> chainsOnly() {
        return chainsBesideAwaits().thenCompose(text -> promises.of(text + "!"));
    }

    public CompletableFuture<Integer> callsOfWhatBlocks() {
        return CompletableFuture.completedFuture(blocking().length());
    }

    private String blocking() {
        CompletionStage<String> done = CompletableFuture.completedFuture("done");
        return await(done) + await(CompletableFuture.completedFuture("!"));
    }
}
