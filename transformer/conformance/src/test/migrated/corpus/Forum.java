package corpus;

import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Code that blocks and returns a future all the same. */
@Blocks
public class Forum {
    private final Remote remote;

    public Forum(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> posts(String user) {
        return remote.call("posts of " + user, user.length());
    }

    private CompletableFuture<String> post(int number) {
        return remote.call("post " + number, "text" + number);
    }

    public CompletableFuture<Map<String, Integer>> counted() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String user : new String[] {"ann", "robert"}) {
            counts.merge(user.substring(0, 1), posts(user).join(), Integer::sum);
        }
        return CompletableFuture.completedFuture(counts);
    }

    public CompletableFuture<String> whileThereAreMore() {
        int left = posts("bob").join();
        String all = "";
        while (left-- > 0 && post(left).join().endsWith("" + left)) {
            all += left + (left > 1 ? post(left + 10).join() : "");
        }
        return CompletableFuture.completedFuture(all);
    }

    public CompletableFuture<Integer> inOperands() {
        return CompletableFuture.completedFuture(posts("a").join() + 10 * posts("bc").join() - posts(post(1).join()).join());
    }

    public CompletableFuture<String> thenAChain() {
        var first = post(1).join();
        remote.log(first);
        if (first.isEmpty()) {
            return post(2);
        }
        return post(3).thenCompose(third -> post(third.length())).thenApply(last -> first + last);
    }

    public CompletableFuture<String> inALambda() {
        CompletableFuture<String> other = post(1);
        return post(2).thenApply(text -> text + other.join()).thenApply(text -> text + post(3).join());
    }

    public CompletableFuture<String> finallyLogged() {
        try {
            return CompletableFuture.completedFuture(post(1).join() + post(2).join());
        } finally {
            remote.log("left");
        }
    }

    public CompletableFuture<String> insteadOfAnything() {
        String text;
        try {
            text = post(1).join();
        } catch (Throwable any) {
            remote.log("instead");
            text = post(2).join();
        }
        return CompletableFuture.completedFuture(text);
    }
}
