package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Checked exceptions leave lambdas in a wrapper. */
public class Codec {
    private final Remote remote;

    public Codec(Remote remote) {
        this.remote = remote;
    }

    private static int decode(String text) throws IOException {
        if (text.isEmpty()) {
            throw new IOException("empty");
        }
        return text.charAt(0);
    }

    private CompletableFuture<Integer> decoded(String text) {
        return remote.call("read", text).thenApply(read -> {
            try {
                return decode(read);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    public CompletableFuture<Integer> fine() {
        return decoded("x").thenApply(code -> code + 1);
    }

    public CompletableFuture<Integer> empty() {
        return decoded("").thenApply(code -> code + 1);
    }

    public CompletableFuture<Integer> emptyAndAFallback() {
        return decoded("").exceptionally(broken -> {
            remote.log("broken");
            return 0;
        });
    }

    @Stays("it returns out of a `try`, which is left before the future is done, and would be left behind it")
    public CompletableFuture<Integer> withAMessage() {
        return remote.call("read", "").thenCompose(read -> {
            try {
                return CompletableFuture.completedFuture(decode(read));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(new CompletionException("cannot read", e));
            }
        });
    }
}
