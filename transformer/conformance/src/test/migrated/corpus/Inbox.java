package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Stages that are made futures of, and futures with limits. */
public class Inbox {
    private final Remote remote;

    public Inbox(Remote remote) {
        this.remote = remote;
    }

    private CompletionStage<List<String>> mails() {
        return remote.call("mails", List.of("one", "two"));
    }

    @Stays("there is no code for `toCompletableFuture` that is known to do the same")
    public CompletableFuture<Integer> count() {
        return mails().thenApply(mails -> mails.size()).toCompletableFuture();
    }

    public CompletableFuture<Integer> countInside() {
        return mails().toCompletableFuture().thenApply(mails -> mails.size());
    }

    public CompletableFuture<String> first() {
        return mails()
                .toCompletableFuture()
                .orTimeout(1, TimeUnit.HOURS)
                .thenApply(mails -> mails.get(0))
                .thenCompose(mail -> remote.call("read " + mail, mail).copy())
                .thenApply(String::length)
                .thenApply("first"::substring);
    }

    public CompletionStage<String> last() {
        return mails().thenApply(mails -> mails.get(mails.size() - 1)).thenCompose(mail -> remote.call("read " + mail, mail));
    }
}
