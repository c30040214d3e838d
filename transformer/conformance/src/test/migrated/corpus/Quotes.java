package corpus;

import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What is caught around a join. */
@Blocks
public class Quotes {
    private final Remote remote;

    public Quotes(Remote remote) {
        this.remote = remote;
    }

    private final class Feed implements AutoCloseable {
        private final String name;

        Feed(String name) {
            this.name = name;
            remote.log("open " + name);
        }

        CompletableFuture<Integer> quote() {
            return remote.call("quote of " + name, name.length());
        }

        @Override
        public void close() {
            remote.log("close " + name);
        }
    }

    @Stays("`catch (CompletionException)` sees a `CompletionException` around the failure, and behind an `await` the failure"
            + " itself")
    public CompletableFuture<Integer> theWrapper() {
        try (Feed feed = new Feed("a")) {
            return CompletableFuture.completedFuture(feed.quote().join());
        } catch (CompletionException e) {
            return CompletableFuture.failedFuture(e.getCause());
        }
    }

    @Stays("`catch (RuntimeException)` sees a `CompletionException` around the failure, and behind an `await` the failure"
            + " itself")
    public CompletableFuture<Integer> anythingUnchecked() {
        try {
            return CompletableFuture.completedFuture(new Feed("a").quote().join());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(-1);
        }
    }

    public CompletableFuture<Integer> closed() {
        int sum = 0;
        try (Feed one = new Feed("a"); Feed two = new Feed("bc")) {
            sum += one.quote().join() + two.quote().join();
        }
        remote.log("sum " + sum);
        return CompletableFuture.completedFuture(sum);
    }

    public CompletableFuture<Integer> thrownOn() {
        Feed feed = new Feed("abc");
        try {
            return CompletableFuture.completedFuture(feed.quote().join());
        } catch (Throwable any) {
            feed.close();
            throw any;
        }
    }

    public CompletableFuture<Integer> besideWhatIsCaught() {
        int quote;
        try {
            quote = Integer.parseInt("none");
        } catch (NumberFormatException e) {
            quote = new Feed(e.getClass().getSimpleName()).quote().join();
        }
        return CompletableFuture.completedFuture(quote);
    }
}
