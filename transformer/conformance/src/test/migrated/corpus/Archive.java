package corpus;

import static com.ea.async.Async.await;

import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Written for EA Async, and for the wrapper that it throws. */
@Blocks
public class Archive {
    private final Remote remote;

    public Archive(Remote remote) {
        this.remote = remote;
    }

    @Stays("`catch (CompletionException)` sees a `CompletionException` around the failure, and behind an `await` the failure"
            + " itself")
    public CompletableFuture<String> restored() {
        try {
            return CompletableFuture.completedFuture(await(remote.call("restore", "all")));
        } catch (CompletionException e) {
            remote.log(e.getCause().getMessage());
            return CompletableFuture.completedFuture("nothing");
        }
    }
}
