package corpus;

import dev.heddle.conformance.Remote;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Overloads: which one is called depends on types that nobody has written down. */
public class Orders {
    private final Remote remote;

    public Orders(Remote remote) {
        this.remote = remote;
    }

    private String show(Object any) {
        return "object " + any;
    }

    private String show(String text) {
        return "text " + text;
    }

    private String show(Integer number) {
        return "boxed " + number;
    }

    private String show(int number) {
        return "plain " + number;
    }

    private String show(long number) {
        return "long " + number;
    }

    private String show(Collection<?> many) {
        return "many " + many;
    }

    private String show(Object... several) {
        return "several " + several.length;
    }

    private <T> CompletableFuture<T> get(T value) {
        return remote.call("get", value);
    }

    public CompletableFuture<String> boxes() {
        return get("four").thenApply(text -> text.length()).thenApply(number -> show(number));
    }

    public CompletableFuture<String> boxesByReference() {
        return get("four").thenApply(String::length).thenApply(this::show);
    }

    public CompletableFuture<String> arithmetic() {
        return get(3).thenApply(number -> number + 1).thenApply(number -> show(number) + show(number + 1) + show(number * 1L));
    }

    public CompletableFuture<String> asObject() {
        return get("x").<Object>thenApply(text -> text).thenApply(any -> show(any));
    }

    public CompletableFuture<String> asCollection() {
        return get(List.of(1, 2)).thenApply(list -> show(list));
    }

    public CompletableFuture<String> byTheTypeThatIsWritten() {
        return get("x").<CharSequence>thenApply(text -> text).thenApply((CharSequence text) -> show(text));
    }

    public CompletableFuture<String> conditional() {
        return get(true).thenApply(yes -> yes ? 1 : 'a').thenApply(one -> show(one));
    }

    private String all(Object... several) {
        return several == null ? "none" : "all " + several.length;
    }

    public CompletableFuture<String> anArrayAsOneObject() {
        return get("a,b").<Object>thenApply(text -> text.split(",")).thenApply(this::all);
    }

    public CompletableFuture<String> anArrayAsMany() {
        return get("a,b").thenApply(text -> text.split(",")).thenApply(this::all);
    }

    public CompletableFuture<String> nullAsOneObject() {
        return get("a").thenApply(text -> null).thenApply(this::all);
    }

    public CompletableFuture<String> nothingAsOneObject() {
        return get("a").thenAccept(text -> remote.log(all(text))).thenApply(this::all);
    }

    public CompletableFuture<Integer> removed() {
        List<Integer> numbers = new java.util.ArrayList<>(List.of(7, 8, 9));
        return get(1).thenCompose(index -> get(numbers.remove(index) ? 1 : 0)).thenApply(found -> found * 10 + numbers.size());
    }
}
