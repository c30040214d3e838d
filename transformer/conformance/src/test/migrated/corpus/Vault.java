package corpus;

import com.ea.async.Async;
import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.concurrent.CompletableFuture;

/** Written for EA Async, which gives up a monitor while it waits. */
@Blocks
public class Vault {
    private final Remote remote;
    private int coins;

    public Vault(Remote remote) {
        this.remote = remote;
    }

    @Stays("the method is `synchronized`; EA Async gives up the monitor while it waits, and Heddle never does")
    public synchronized CompletableFuture<Integer> filled() {
        coins += Async.await(remote.call("coins", 3));
        return CompletableFuture.completedFuture(coins);
    }
}
