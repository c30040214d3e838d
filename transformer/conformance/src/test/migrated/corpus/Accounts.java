package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;

/** Money moves only if there is enough of it, and each step is written down. */
public class Accounts {
    private final Remote remote;

    public Accounts(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> balance(String account) {
        return remote.call("balance of " + account, account.length() * 100);
    }

    private CompletableFuture<String> book(String account, int amount) {
        return remote.call("book " + amount + " on " + account, account + (amount < 0 ? "" : "+") + amount);
    }

    private CompletableFuture<String> transfer(String from, String to, int amount) {
        return balance(from)
                .thenCompose(available -> {
                    if (available < amount) {
                        throw new IllegalStateException(from + " has only " + available);
                    }
                    return book(from, -amount);
                })
                .thenCompose(taken -> book(to, amount).thenApply(given -> taken + " " + given));
    }

    public CompletableFuture<String> enough() {
        return transfer("alice", "bob", 300).thenApply(String::toUpperCase);
    }

    public CompletableFuture<String> notEnough() {
        return transfer("bob", "alice", 301).exceptionally(refused -> {
            remote.log("refused");
            return "nothing";
        });
    }

    public CompletableFuture<Boolean> isRich() {
        return balance("alice").thenCombine(balance("bob"), Integer::sum).thenApply(sum -> sum > 500);
    }
}
