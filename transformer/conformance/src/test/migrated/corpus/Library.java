package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** References of all kinds. */
public class Library {
    record Book(String title, int pages) {
        Book(String title) {
            this(title, title.length());
        }

        static Book thicker(Book a, Book b) {
            return a.pages >= b.pages ? a : b;
        }

        boolean isThin() {
            return pages < 4;
        }
    }

    private final Remote remote;
    private final List<String> shelf = List.of("zero", "one", "two", "three");
    private static final Comparator<String> ORDER = Comparator.reverseOrder();

    public Library(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Book> book(String title) {
        return remote.call("book " + title, title).thenApply(Book::new);
    }

    public CompletableFuture<Boolean> ofTheResult() {
        return book("java").thenApply(Book::isThin);
    }

    public CompletableFuture<String> ofAField() {
        return book("abc").thenApply(Book::pages).thenApply(shelf::get);
    }

    public CompletableFuture<Integer> ofAConstant() {
        return book("abc").thenApply(Book::title).thenCombine(book("xyz").thenApply(Book::title), ORDER::compare);
    }

    public CompletableFuture<Book> ofTwo() {
        return book("abc").thenCombine(book("abcd"), Book::thicker);
    }

    @Stays("the result would call other methods than the program does, for example `java.lang.StringBuilder.toString()`")
    public CompletableFuture<String> ofAVariable() {
        StringBuilder text = new StringBuilder("<");
        return book("abc").thenApply(Book::title).thenApply(text::append).thenApply(StringBuilder::reverse).thenApply(Object::toString);
    }

    public CompletableFuture<Object> ofSuper() {
        return book("abc").thenApply(book -> book.pages()).thenApply(String::valueOf).thenApply(super::equals);
    }

    public CompletableFuture<String> ofAParameter() {
        return changed(String::toUpperCase).thenCompose(this::twice);
    }

    private CompletableFuture<String> changed(UnaryOperator<String> change) {
        return book("abc").thenApply(Book::title).thenApply(change::apply);
    }

    private CompletableFuture<String> twice(String text) {
        return remote.call("twice", text + text);
    }

    public CompletableFuture<Void> consumed() {
        return book("abc").thenApply(Book::title).thenAccept(remote::log);
    }
}
