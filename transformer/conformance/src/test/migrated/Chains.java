package migrated;

import dev.heddle.conformance.Promises;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Code as people write it with futures. Each public method is a case; all are rewritten but those that say so. */
public class Chains {
    private final Promises promises;
    private final Map<String, Integer> stock = new TreeMap<>(Map.of("nut", 3, "bolt", 5));
    private int seen;

    public Chains(Promises promises) {
        this.promises = promises;
    }

    private CompletableFuture<String> name(int id) {
        promises.log("name " + id);
        return promises.of("item" + id);
    }

    private CompletableFuture<Integer> price(String name) {
        promises.log("price " + name);
        return promises.of(name.length());
    }

    private void log(Object line) {
        promises.log("" + line + seen++);
    }

    public CompletableFuture<Integer> applied() {
        return name(1).thenApply(String::length).thenApply(length -> length + 1);
    }

    public CompletableFuture<Integer> composed() {
        return name(1).thenCompose(this::price).thenCompose(cost -> price("x".repeat(cost)));
    }

    public CompletionStage<String> nested() {
        return name(1)
                .thenCompose(first -> name(2).thenCompose(second -> price(first + second)
                        .thenApply(cost -> first + second + cost))) // all of it
                .thenApply(String::toUpperCase);
    }

    public CompletableFuture<Void> withoutResult() {
        return name(1)
                .thenAccept(name -> {
                    log(name);
                    seen += 10;
                })
                .thenRun(() -> log("ran"))
                .thenAccept(nothing -> log(nothing));
    }

    public CompletableFuture<String> combined() {
        return name(1).thenCombine(price("abc"), (name, cost) -> name + "=" + cost);
    }

    public CompletableFuture<Integer> combinedByReference() {
        CompletableFuture<Integer> a = price("ab");
        CompletableFuture<Integer> b = price("abcd");
        return a.thenCombine(b, Math::max).thenApply(max -> max * 2);
    }

    public CompletableFuture<String> combinedAndComposed() {
        return name(1)
                .thenCompose(first -> name(2).thenCombine(name(3), (second, third) -> first + second + third))
                .thenCompose(all -> {
                    log(all);
                    return name(all.length());
                });
    }

    public CompletableFuture<Integer> fallback() {
        return name(1)
                .thenCompose(name -> price(name))
                .thenApply(cost -> 100 / (cost - 5))
                .exceptionally(failure -> {
                    log("fallback");
                    return -1;
                });
    }

    public CompletableFuture<Integer> fallbackThatFails() {
        return name(1).thenApply(Integer::parseInt).exceptionally(failure -> Integer.parseInt("never"));
    }

    public CompletableFuture<String> fallbacksInsideEachOther() {
        return name(1)
                .thenCompose(name -> price(name).thenApply(cost -> name + cost).exceptionally(none -> name + "?"))
                .exceptionally(nobody -> "nobody");
    }

    public CompletableFuture<String> handled() {
        return name(1).thenCompose(this::price).handle((cost, failure) -> failure == null ? "costs " + cost : "unknown");
    }

    public CompletableFuture<String> handledInABlock() {
        return name(1).handle((name, failure) -> {
            if (failure != null) {
                log("failed");
                return "none";
            }
            // a failure from here on is not handled
            log(name);
            return name.substring(seen);
        });
    }

    public CompletableFuture<Integer> severalWaysOut() {
        return name(seen++).thenCompose(name -> {
            for (int i = 0; i < 3; i++) {
                if (name.endsWith("" + i)) {
                    return price(name + i).thenApply(cost -> cost * 100);
                }
            }
            if (name.isEmpty()) return CompletableFuture.completedFuture(0);
            return price(name);
        });
    }

    public CompletableFuture<Integer> aLambdaThatThrows() {
        return name(1).thenApply(name -> {
            if (name.length() > 3) {
                throw new IllegalStateException(name);
            }
            return name.length();
        });
    }

    public CompletableFuture<Integer> branches() {
        log("start");
        if (seen > 5) {
            return CompletableFuture.completedFuture(0);
        } else if (seen > 0) {
            return name(seen).thenApply(name -> name.length());
        }
        switch (seen) {
            case 0:
                return name(0).thenApply(name -> name.length());
            default:
                return price("");
        }
    }

    public CompletableFuture<Boolean> aBoxStaysABox() {
        List<Integer> lengths = new ArrayList<>(List.of(1, 2, 5));
        return name(1).thenApply(name -> name.length()).thenApply(length -> lengths.remove(length));
    }

    public CompletableFuture<String> theSameNameTwice() {
        return name(1)
                .thenApply(x -> x + "!")
                .thenApply(x -> x + x.length())
                .thenApply(seen -> seen + this.seen)
                .thenApply(y -> y + seen);
    }

    public CompletableFuture<Integer> blocksInALoop() {
        int sum = 0;
        for (String name : stock.keySet()) {
            sum += stock.get(name) * price(name).join() + price(name + sum).join();
            log(sum);
        }
        return CompletableFuture.completedFuture(sum);
    }

    public CompletableFuture<Integer> joinsBehindAllOf() {
        CompletableFuture<Integer> a = price("a");
        CompletableFuture<Integer> b = price("bcd");
        return CompletableFuture.allOf(a, b).thenApply(done -> a.join() + b.join());
    }

    public CompletableFuture<String> joinsInAStreamStay() {
        List<CompletableFuture<String>> names = List.of(name(1), name(2), name(3));
        return CompletableFuture.allOf(names.toArray(CompletableFuture[]::new))
                .thenApply(done -> names.stream().map(CompletableFuture::join).collect(Collectors.joining(",")));
    }

    public CompletableFuture<Integer> blocksInATry() {
        try {
            return CompletableFuture.completedFuture(price("abc").join());
        } catch (Throwable any) {
            log("failed");
            return price("instead");
        } finally {
            log("left");
        }
    }

    public CompletableFuture<List<? extends Number>> wildcards() {
        List<? extends Number> numbers = List.of(1, 2L);
        return name(1).thenApply(name -> numbers);
    }

    public CompletableFuture<String> aReferenceToAConstructor() {
        return name(1).thenApply(StringBuilder::new).thenApply(text -> text.reverse().toString());
    }

    public CompletableFuture<String> textBlocks() {
        return name(1).thenApply(name -> """
                Dear %s,
                  bye
                """.formatted(name));
    }

    public CompletableFuture<String> insideALambdaOfItsOwn() {
        return name(1).thenCompose(name -> {
            String text = name.chars().mapToObj(c -> {
                String one = "" + (char) c;
                return one;
            }).collect(Collectors.joining("-"));
            return name(text.length());
        });
    }

    public CompletableFuture<String> refusedAsItLooksAtTheFailure() {
        return name(1).exceptionally(failure -> failure.getMessage());
    }

    public CompletableFuture<String> refusedAsItIsOneOfTwo() {
        return name(1).applyToEither(name(2), name -> name);
    }
}
