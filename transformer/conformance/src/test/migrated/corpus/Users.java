package corpus;

import dev.heddle.conformance.Remote;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is inherited, and what is declared to be thrown. */
public class Users extends Stored<String> {
    public Users(Remote remote) {
        super(remote);
    }

    @Override
    CompletableFuture<String> load(int id) {
        return remote.call("load " + id, "u" + id).thenApply(name -> name.repeat(2));
    }

    @Override
    protected CompletionStage<String> described(int id) throws IOException {
        return super.described(id).thenCompose(text -> load(text)).thenApply(text -> text + "!");
    }

    private CompletionStage<String> load(String text) {
        return remote.call("load " + text, text);
    }

    public CompletionStage<String> one() throws IOException {
        return described(1).thenApply(text -> text.trim());
    }

    public CompletableFuture<Integer> two() throws IOException {
        return later("x", IOException.class).thenCombine(load(2), (a, b) -> a.length() + b.length());
    }
}

/** What all that is stored has. */
abstract class Stored<T> {
    final Remote remote;

    Stored(Remote remote) {
        this.remote = remote;
    }

    abstract CompletionStage<T> load(int id) throws IOException;

    protected CompletionStage<String> described(int id) throws IOException {
        return load(id).thenApply(any -> "user " + any);
    }

    <X extends Exception> CompletableFuture<T> later(T value, Class<X> failure) throws X {
        return remote.call("later", value).thenApply(any -> any).exceptionally(none -> value);
    }
}
