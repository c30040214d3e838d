package corpus;

import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of futures, and futures of lists. */
public class Flights {
    private final Remote remote;

    public Flights(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> seat(int row) {
        return remote.call("seat in " + row, row + "A");
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).collect(Collectors.toList()));
    }

    private static <A, B extends Comparable<B>> CompletableFuture<B> mapped(CompletableFuture<A> future, Function<? super A, ? extends B> by) {
        return future.thenApply(value -> by.apply(value));
    }

    public CompletableFuture<List<String>> allAtOnce() {
        return all(List.of(seat(1), seat(2), seat(3))).thenApply(seats -> seats.subList(1, 3));
    }

    public CompletableFuture<List<String>> collected() {
        List<CompletableFuture<String>> seats = Stream.of(4, 5).map(this::seat).collect(Collectors.toList());
        return all(seats).exceptionally(full -> List.of());
    }

    public CompletableFuture<Integer> mapped() {
        return mapped(seat(12), String::length).thenApply(length -> length + 1);
    }

    @Blocks
    public CompletableFuture<String> oneAfterTheOther() {
        StringBuilder seats = new StringBuilder();
        for (int row : new int[] {7, 8}) {
            seats.append(seat(row).join()).append(' ');
        }
        return seat(9).thenApply(last -> seats + last);
    }
}
