package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Variables that lambdas share. */
public class Reports {
    private final Remote remote;

    public Reports(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> part(String name) {
        return remote.call("part " + name, "<" + name + ">");
    }

    public CompletableFuture<String> collected() {
        StringBuilder text = new StringBuilder();
        AtomicInteger parts = new AtomicInteger();
        return part("head")
                .thenAccept(head -> text.append(head).append(parts.incrementAndGet()))
                .thenCompose(nothing -> part("body"))
                .thenAccept(body -> text.append(body).append(parts.incrementAndGet()))
                .exceptionally(missing -> {
                    text.append("...");
                    return null;
                })
                .thenApply(nothing -> text + " " + parts);
    }

    public CompletableFuture<List<String>> inALoopInside() {
        List<String> all = new ArrayList<>();
        return part("toc").thenApply(toc -> {
            for (char letter : toc.toCharArray()) {
                if (letter == '<') continue;
                if (letter == '>') break;
                String line = letter + ":" + toc.length();
                all.add(line);
                Runnable more = () -> all.add(line + toc);
                more.run();
            }
            return all;
        }).thenApply(List::copyOf);
    }

    public CompletableFuture<String> aParameterThatIsAssigned() {
        return part("x").thenApply(text -> {
            text = text + text;
            text += ".";
            return text;
        }).thenApply(text -> text.replace('x', 'y'));
    }

    public CompletableFuture<String> aLocalRecord() {
        record Part(String text, int size) {}
        return part("x").thenApply(text -> new Part(text, text.length())).thenApply(part -> part.text() + part.size());
    }

    @Stays("a class is declared in the lambda")
    public CompletableFuture<String> aClassInside() {
        return part("x").thenApply(text -> {
            class Doubled {
                final String all = text + text;
            }
            return new Doubled().all;
        });
    }

    public CompletableFuture<String> explicitTypes() {
        return part("x")
                .thenApply((final String text) -> text + 1)
                .thenApply((var text) -> text + 2)
                .thenApply((String text) -> /* the end */ text + 3)
                .thenApply((text) -> (text)); // as it is
    }
}
