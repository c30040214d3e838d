package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A bill is sent, or else a reminder is written. */
public class Billing {
    private final Remote remote;
    private int sent;

    public Billing(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> amount(String customer) {
        return remote.call("amount of " + customer, 12);
    }

    private CompletableFuture<String> send(int amount) {
        return remote.call("send " + amount, "#" + amount);
    }

    public CompletionStage<String> bill() {
        return amount("ann")
                .exceptionally(unknown -> {
                    remote.log("estimated");
                    return 10;
                })
                .thenApply(amount -> amount * 119 / 100)
                .thenCompose(this::send)
                .whenComplete((number, failure) -> {
                    sent++;
                    remote.log("audited " + sent);
                });
    }

    public CompletableFuture<Void> reminder() {
        return amount("bob")
                .thenAccept(amount -> {
                    if (amount == 0) {
                        return;
                    }
                    remote.log("reminded of " + amount);
                })
                .exceptionally(unknown -> null);
    }

    public CompletableFuture<String> sentOrNot() {
        return amount("ann").thenCompose(amount -> send(amount)).handle((number, failure) -> {
            if (failure != null) {
                remote.log("not sent");
                return "none";
            }
            sent += 2;
            return number + " of " + sent;
        });
    }
}
