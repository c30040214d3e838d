package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.completed;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopGroup;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.channel.Channel;
import dev.heddle.sync.CapacityLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/threads.md, and what it does. */
@Timeout(60)
class ThreadsExamplesTest {
    @TempDir
    private Path folder;

    private int sold;

    @Async
    Coroutine<Void> sell(Path receipt) throws IOException {
        await(blocking(() -> Files.writeString(receipt, "a book")));
        sold++;
        return done();
    }

    @Test
    void whatTasksOfOneLoopTouchNeedsNoLock() throws IOException {
        List<Coroutine<Void>> sales = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sales.add(sell(folder.resolve("receipt " + i)));
        }
        Loop.run(gather(sales));

        assertThat(sold).isEqualTo(50);
    }

    @Test
    void aCallOnAnotherThreadIsRefused() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Loop loop = Loop.open(LoopOptions.defaults().named("shop"))) {
            TaskScope scope = loop.rootScope();
            onThread("clerk", () -> thrown.set(catchThrowable(() -> scope.spawn(buy("tea")))));
        }

        assertThat(thrown.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("`spawn` of loop `shop` was called on thread `clerk`, but the loop belongs to thread `"
                        + Thread.currentThread().getName() + "`: use execute");
    }

    private static void onThread(String name, Runnable work) throws InterruptedException {
        Thread thread = new Thread(work, name);
        thread.start();
        thread.join();
    }

    /** A library that calls back on a thread of its own. */
    private static final class Ticker {
        void onPrice(Consumer<Integer> listener) {
            new Thread(() -> List.of(7, 8, 9).forEach(listener), "ticker").start();
        }
    }

    void follow(Ticker ticker, Loop loop, Channel<Integer> prices) {
        ticker.onPrice(price -> loop.execute(() -> prices.trySend(price)));
    }

    @Test
    void aLibraryTellsTheLoop() {
        List<Integer> prices = Loop.run(TaskScope.run(scope -> {
            Channel<Integer> channel = Channel.bounded(8);
            follow(new Ticker(), Loop.current(), channel);
            return channel.stream().take(3).toList();
        }));

        assertThat(prices).containsExactly(7, 8, 9);
    }

    @Async
    private static Coroutine<String> buy(String order) {
        await(sleep(Duration.ofMillis(1)));
        return done("bought " + order);
    }

    String receipt(Loop loop, String order) throws ExecutionException, InterruptedException {
        return loop.submit(() -> buy(order)).get();
    }

    @Test
    void aThreadWaitsForACoroutine() throws Exception {
        try (LoopGroup group = LoopGroup.open(1, LoopOptions.defaults())) {
            assertThat(receipt(group.loops().get(0), "tea")).isEqualTo("bought tea");
        }
    }

    @Async
    Coroutine<String> firstLine(Path file) throws IOException {
        List<String> lines = await(blocking(() -> Files.readAllLines(file)));
        return done(lines.get(0));
    }

    @Test
    void aCallThatBlocksDoesNotBlockTheLoop() throws IOException {
        assertThat(Loop.run(firstLine(file("a", "one\ntwo\n")))).isEqualTo("one");
    }

    @Async
    Coroutine<String> nextOrder(BlockingQueue<String> orders) {
        String order = await(moveOnAfter(Duration.ofMillis(100), blocking(orders::take)));
        return done(order == null ? "nothing to do" : order);
    }

    @Test
    void aCallThatBlocksIsInterruptedByItsDeadline() {
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();

        assertThat(Loop.run(nextOrder(orders))).isEqualTo("nothing to do");

        orders.add("tea");
        assertThat(orders.poll()).as("what the interrupted call has left").isEqualTo("tea");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** With a driver that blocks. */
    private static final class Database {
        Integer countRows() throws IOException {
            return 3;
        }
    }

    private final CapacityLimiter connections = new CapacityLimiter(10);

    @Async
    Coroutine<Integer> count(Database database) throws IOException {
        return done(await(connections.blocking(database::countRows)));
    }

    @Test
    void aLimiterHasPlaces() throws IOException {
        assertThat(Loop.run(count(new Database()))).isEqualTo(3);
    }

    private final List<String> log = new CopyOnWriteArrayList<>();

    private void log(String line) {
        log.add(Thread.currentThread().getName() + " " + line);
    }

    @Async
    CompletableFuture<Integer> total(CompletionStage<Integer> price, CompletionStage<Integer> fee) {
        log("asks"); // on the thread of the caller
        int net = await(price);
        log("knows the price"); // on the thread that has completed the price
        int sum = net + await(fee);
        log("knows the fee"); // on the same if the fee was there, else on the thread that has completed the fee
        return completed(sum);
    }

    @Test
    void withoutALoopTheThreadThatCompletesAFutureGoesOn() throws InterruptedException {
        CompletableFuture<Integer> price = new CompletableFuture<>();
        CompletableFuture<Integer> fee = new CompletableFuture<>();
        AtomicReference<CompletableFuture<Integer>> total = new AtomicReference<>();
        onThread("caller", () -> total.set(total(price, fee)));
        onThread("seller", () -> price.complete(40));
        onThread("bank", () -> fee.complete(2));

        assertThat(total.get()).isCompletedWithValue(42);
        assertThat(log).containsExactly("caller asks", "seller knows the price", "bank knows the fee");
    }

    @Test
    void aFutureThatIsDoneChangesNoThread() throws InterruptedException {
        CompletableFuture<Integer> price = new CompletableFuture<>();
        CompletableFuture<Integer> total = total(price, CompletableFuture.completedFuture(2));
        onThread("seller", () -> price.complete(40));

        assertThat(total).isCompletedWithValue(42);
        assertThat(log).endsWith("seller knows the price", "seller knows the fee");
    }

    @Test
    void toCancelTheFutureDoesNothingToTheMethod() {
        CompletableFuture<Integer> price = new CompletableFuture<>();
        CompletableFuture<Integer> total = total(price, CompletableFuture.completedFuture(2));
        total.cancel(true);
        price.complete(40);

        assertThat(log).hasSize(3);
        assertThat(total).isCancelled();
    }

    @Async
    private static CompletableFuture<String> sleepy() {
        await(sleep(Duration.ofMillis(1)));
        return completed("awake");
    }

    @Async
    private static Coroutine<Integer> doubled(CompletionStage<Integer> number) {
        return done(2 * await(number));
    }

    @Async
    private static CompletableFuture<Integer> quadrupled(CompletionStage<Integer> number) {
        return completed(2 * await(doubled(number)));
    }

    @Test
    void withoutALoopOnlyFuturesAreAwaited() {
        CompletableFuture<Integer> number = new CompletableFuture<>();
        CompletableFuture<Integer> quadrupled = quadrupled(number);
        number.complete(3);

        assertThat(quadrupled).isCompletedWithValue(12);
        assertThatThrownBy(() -> sleepy().join()).hasCauseInstanceOf(IllegalStateException.class);
        String inside = Loop.run(TaskScope.run(scope -> done(await(sleepy()))));
        assertThat(inside).isEqualTo("awake");
    }

    @Async
    Coroutine<String> bill(CompletionStage<Integer> price, CompletionStage<Integer> fee) {
        int sum = await(total(price, fee));
        return done("please pay " + sum);
    }

    @Test
    void inALoopTheLoopGoesOn() throws InterruptedException {
        CompletableFuture<Integer> price = new CompletableFuture<>();
        Thread seller = new Thread(() -> price.complete(40), "seller");
        seller.start();
        String bill = Loop.run(bill(price, CompletableFuture.completedFuture(2)));
        seller.join();

        String here = Thread.currentThread().getName();
        assertThat(bill).isEqualTo("please pay 42");
        assertThat(log).containsExactly(here + " asks", here + " knows the price", here + " knows the fee");
    }

    @Async
    private static Coroutine<Long> size(Path file) throws IOException {
        return done(await(blocking(() -> Files.size(file))));
    }

    long total(List<Path> files) {
        try (LoopGroup group = LoopGroup.open()) {
            List<CompletableFuture<Long>> sizes = new ArrayList<>();
            for (Path file : files) {
                sizes.add(group.submit(() -> size(file)));
            }
            return sizes.stream().mapToLong(CompletableFuture::join).sum();
        }
    }

    @Async
    Coroutine<Long> elsewhere(LoopGroup group, Path file) throws IOException {
        return done(await(group.handOver(size(file))));
    }

    @Test
    void aGroupOfLoopsDividesTheWork() throws IOException {
        List<Path> files = List.of(file("a", "12"), file("b", "345"));
        assertThat(total(files)).isEqualTo(5);
        try (LoopGroup group = LoopGroup.open()) {
            assertThat(Loop.run(elsewhere(group, files.get(0)))).isEqualTo(2);
        }
    }
}
