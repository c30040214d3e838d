package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Inner classes, and what they call {@code this}. */
public class Departments {
    private final Remote remote;
    private final String name = "sales";

    public Departments(Remote remote) {
        this.remote = remote;
    }

    private class Desk {
        private final String name = "desk";

        CompletableFuture<String> label() {
            return remote.call("label", "!").thenApply(mark -> name + Departments.this.name + this.name + mark);
        }
    }

    private static final class Floor {
        private final Remote remote;

        Floor(Remote remote) {
            this.remote = remote;
        }

        static CompletableFuture<Integer> doubled(CompletableFuture<Integer> number) {
            return number.thenApply(n -> n * 2);
        }

        CompletableFuture<Integer> number() {
            return doubled(remote.call("floor", 4)).thenApply(n -> n + 1);
        }
    }

    interface Named {
        CompletableFuture<String> name();

        default CompletableFuture<String> shouted() {
            return name().thenApply(name -> name.toUpperCase()).exceptionally(nobody -> "NOBODY");
        }
    }

    public CompletableFuture<String> desk() {
        return new Desk().label().thenApply(label -> label + name);
    }

    public CompletableFuture<Integer> floor() {
        return new Floor(remote).number().thenCompose(number -> Floor.doubled(remote.call("again", number)));
    }

    public CompletableFuture<String> shouted() {
        Named named = () -> remote.call("name", name);
        return named.shouted().thenApply(text -> text + "!");
    }

    public CompletableFuture<String> anonymous() {
        return remote.call("name", "x").thenCompose(found -> new Named() {
            @Stays("it is in code that moves out of a lambda")
            @Override
            public CompletableFuture<String> name() {
                return remote.call("anonymous " + found, found).thenApply(again -> found + again);
            }
        }.shouted());
    }

    public CompletableFuture<String> lambdasInside() {
        return remote.call("name", "y").thenApply(found -> {
            Supplier<String> twice = () -> found + found;
            return twice.get();
        }).thenApply(all -> {
            StringBuilder text = new StringBuilder();
            all.chars().forEach(c -> text.append((char) c).append(all));
            return text.toString();
        });
    }
}
