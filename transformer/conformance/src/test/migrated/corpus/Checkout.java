package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;

/** Steps that nobody needs the results of. */
public class Checkout {
    private final Remote remote;
    private boolean isPaid;

    public Checkout(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Void> reserve() {
        return remote.call("reserve", null);
    }

    private CompletableFuture<Integer> pay(int amount) {
        return remote.call("pay", amount);
    }

    private void pack() {
        if (!isPaid) {
            throw new IllegalStateException("not paid");
        }
        remote.log("packed");
    }

    public CompletableFuture<Void> inOrder() {
        return reserve()
                .thenCompose(reserved -> pay(3))
                .thenAccept(paid -> isPaid = paid == 3)
                .thenRun(this::pack)
                .thenRun(() -> remote.log("done"));
    }

    public CompletableFuture<Void> withoutPaying() {
        return reserve().thenRun(this::pack).thenRun(() -> remote.log("done"));
    }

    public CompletableFuture<Object> nothingAtAll() {
        return reserve().thenRun(() -> isPaid = true).thenApply(nothing -> nothing);
    }

    public CompletableFuture<Void> paidOnly() {
        remote.log("begun");
        return pay(1).thenAccept(paid -> {
            isPaid = true;
            pack();
        });
    }
}
