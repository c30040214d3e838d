package corpus;

import static com.ea.async.Async.await;

import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Written for EA Async: failures, and code that has to run in any case. */
@Blocks
public class Mail {
    private final Remote remote;
    private int open;

    public Mail(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> connect(String host) {
        return remote.call("connect " + host, host);
    }

    private CompletionStage<Integer> send(String connection, String text) {
        return remote.call("send " + text + " by " + connection, text.length());
    }

    public CompletableFuture<Integer> sent() {
        String connection = await(connect("mx"));
        open++;
        try {
            int first = await(send(connection, "hello"));
            int second = await(send(connection, "bye"));
            return CompletableFuture.completedFuture(first + second);
        } finally {
            open--;
            remote.log("open " + open);
        }
    }

    public CompletionStage<String> byAnother() {
        String connection = null;
        try {
            connection = await(connect("mx1"));
        } catch (Throwable any) {
            remote.log("the other one");
        }
        if (connection == null) {
            connection = await(connect("mx2"));
        }
        return CompletableFuture.completedFuture(connection + await(send(connection, "x")));
    }

    public CompletableFuture<String> andAChain() {
        String connection = await(connect("mx"));
        return connect(connection + await(connect("my"))).thenApply(last -> last + connection.length());
    }

    public CompletableFuture<Integer> thrownAgain() {
        try {
            return CompletableFuture.completedFuture(await(send("none", "a")) / open);
        } catch (Throwable any) {
            remote.log("thrown");
            throw any;
        }
    }
}
