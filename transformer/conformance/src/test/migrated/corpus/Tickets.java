package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;

/** Everything at once. */
public class Tickets {
    private final Remote remote;
    private int open;

    public Tickets(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> create(String title) {
        return remote.call("create " + title, ++open);
    }

    private CompletableFuture<String> assign(int ticket, String user) {
        return remote.call("assign " + ticket + " to " + user, user + ticket);
    }

    public CompletableFuture<String> assigned() {
        return create("broken")
                .thenCompose(ticket -> assign(ticket, "ann")
                        .handle((assigned, failure) -> failure == null ? assigned : null)
                        .thenCompose(assigned -> {
                            if (assigned != null) {
                                return CompletableFuture.completedFuture(assigned);
                            }
                            return assign(ticket, "bob").exceptionally(nobody -> "nobody" + ticket);
                        })
                        .whenComplete((assigned, failure) -> open--))
                .thenApply(text -> text + " " + open)
                .exceptionally(failure -> "not created, " + open)
                .whenComplete((text, failure) -> remote.log("over " + open));
    }

    public CompletableFuture<String> escalated() {
        return create("slow").thenCombine(create("urgent"), (slow, urgent) -> slow * 10 + urgent)
                .handle((both, failure) -> failure == null ? both : 0)
                .thenCompose(both -> both == 0
                        ? CompletableFuture.completedFuture("none")
                        : assign(both, "boss").thenApply(boss -> boss + open))
                .exceptionally(failure -> "lost");
    }

    public CompletableFuture<Void> closed() {
        return create("done")
                .thenCompose(ticket -> assign(ticket, "ann").thenAccept(user -> {
                    open--;
                    remote.log(user);
                }).exceptionally(failure -> {
                    remote.log("still open " + ticket);
                    return null;
                }))
                .thenRun(() -> remote.log("left " + open));
    }
}
