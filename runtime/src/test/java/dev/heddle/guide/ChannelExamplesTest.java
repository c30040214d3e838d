package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.SelectCase.onEnd;
import static dev.heddle.SelectCase.onTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import dev.heddle.channel.Broadcast;
import dev.heddle.channel.Channel;
import dev.heddle.channel.ChannelClosed;
import dev.heddle.channel.OneShot;
import dev.heddle.channel.Queue;
import dev.heddle.channel.Sender;
import dev.heddle.channel.Subscription;
import dev.heddle.channel.Watch;
import dev.heddle.process.Signals;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/channels.md, and what it does. */
class ChannelExamplesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    private void log(String line) {
        world.log(line);
    }

    @Async
    Coroutine<Void> produce(Channel<Integer> numbers) {
        try (numbers) {
            for (int i = 1; i <= 3; i++) {
                await(numbers.send(i));
            }
        }
        return done();
    }

    @Async
    Coroutine<Integer> sum(Channel<Integer> numbers) {
        int sum = 0;
        for (Integer next; (next = await(numbers.receiveOrNull())) != null; ) {
            sum += next;
        }
        return done(sum);
    }

    @Test
    void whatIsProducedIsSummedUp() {
        int sum = world.run(TaskScope.run(scope -> {
            Channel<Integer> numbers = Channel.bounded(2);
            scope.spawn(produce(numbers));
            return sum(numbers);
        }));

        assertThat(sum).isEqualTo(6);
    }

    @Test
    void thereAreFiveKinds() {
        Channel<String> buffered = Channel.bounded(64);
        Channel<String> meeting = Channel.rendezvous();
        Channel<String> endless = Channel.unbounded();
        Channel<String> shortestFirst = Channel.priority(64, Comparator.comparing(String::length));
        Channel<String> newestFirst = Channel.lifo(64);

        assertThat(List.of(buffered, shortestFirst, newestFirst)).allMatch(channel -> channel.capacity() == 64);
        assertThat(meeting.capacity()).isZero();
        assertThat(endless.capacity()).isEqualTo(Channel.UNBOUNDED);
    }

    @Async
    Coroutine<Void> measure(Sender<String> results, String what) {
        try (results) {
            await(sleep(SECOND));
            await(results.send(what));
        }
        return done();
    }

    @Async
    Coroutine<List<String>> measureAll(List<String> sensors) {
        Channel<String> results = Channel.bounded(8);
        try (TaskScope scope = TaskScope.open()) {
            try (Sender<String> first = results.sender()) {
                for (String sensor : sensors) {
                    scope.spawn(measure(first.another(), sensor));
                }
            }
            return done(await(results.stream().toList()));
        }
    }

    @Test
    void theChannelEndsWithItsLastSender() {
        assertThat(world.run(measureAll(List.of("a", "b")))).containsExactly("a", "b");
    }

    @Async
    Coroutine<String> answer(CompletableFuture<String> reply, Signals signals) {
        return select(onEnd(reply, text -> done(text)), signals.onNext(signal -> done("ended by " + signal)));
    }

    @Test
    void aFutureOrASignalIsWaitedFor() {
        CompletableFuture<String> reply = new CompletableFuture<>();
        String answer = world.run(TaskScope.run(scope -> {
            try (Signals signals = Signals.listen("WINCH")) {
                Task<String> answering = scope.spawn(answer(reply, signals));
                await(sleep(SECOND));
                reply.complete("yes");
                return done(await(answering));
            }
        }));

        assertThat(answer).isEqualTo("yes");
    }

    @Async
    Coroutine<String> next(Channel<String> orders, Channel<String> cancellations, Task<Void> shutdown) {
        return select(
                cancellations.onReceive(order -> done("cancel " + order)),
                orders.onReceive(order -> done("ship " + order)),
                onEnd(shutdown, ended -> done("shut down")),
                onTimeout(SECOND, late -> {
                    await(sleep(SECOND));
                    return done("idle");
                }));
    }

    @Test
    void aSelectDoesExactlyOneThing() {
        world.run(TaskScope.run(scope -> {
            Channel<String> orders = Channel.bounded(8);
            Channel<String> cancellations = Channel.bounded(8);
            Task<Void> shutdown = scope.spawn(sleep(Duration.ofMillis(3500)));
            await(orders.send("book"));
            await(cancellations.send("pen"));
            for (int i = 0; i < 4; i++) {
                world.log(await(next(orders, cancellations, shutdown)));
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  cancel pen\n0s  ship book\n2s  idle\n4s  idle\n");
    }

    @Async
    Coroutine<Void> work(Queue<String> urls) {
        while (true) {
            String url = await(urls.get());
            try {
                await(sleep(SECOND));
                if (url.equals("/")) {
                    await(urls.put("/about"));
                }
            } finally {
                urls.taskDone();
            }
        }
    }

    @Async
    Coroutine<Void> crawl() {
        try (TaskScope scope = TaskScope.open()) {
            Queue<String> urls = Queue.bounded(100);
            await(urls.put("/"));
            for (int i = 0; i < 3; i++) {
                scope.spawnDaemon("worker", work(urls));
            }
            await(urls.join());
        }
        return done();
    }

    @Test
    void theCrawlEndsWhenAllIsDone() {
        world.run(crawl());

        assertThat(world.engine.nanos()).isEqualTo(2 * SECOND.toNanos());
    }

    @Test
    void queuesHaveTheOrdersOfChannels() {
        Queue<String> inOrder = Queue.bounded(100);
        Queue<String> endless = Queue.unbounded();
        Queue<String> shortestFirst = Queue.priority(100, Comparator.comparing(String::length));
        Queue<String> newestFirst = Queue.lifo(100);

        world.run(TaskScope.run(scope -> {
            assertThat(await(throughThe(inOrder))).containsExactly("soup", "tea", "bread");
            assertThat(await(throughThe(endless))).containsExactly("soup", "tea", "bread");
            assertThat(await(throughThe(shortestFirst))).containsExactly("tea", "soup", "bread");
            assertThat(await(throughThe(newestFirst))).containsExactly("bread", "tea", "soup");
            return done();
        }));
    }

    @Async
    private static Coroutine<List<String>> throughThe(Queue<String> queue) {
        for (String dish : List.of("soup", "tea", "bread")) {
            await(queue.put(dish));
        }
        return done(List.of(await(queue.get()), await(queue.get()), await(queue.get())));
    }

    @Async
    Coroutine<Void> cook(Queue<String> orders) {
        try {
            while (true) {
                String order = await(orders.get());
                await(sleep(SECOND));
                log(order + " is ready");
                orders.taskDone();
            }
        } catch (ChannelClosed closed) {
            log("the kitchen is closed");
        }
        return done();
    }

    @Async
    Coroutine<List<String>> closeWithin(Duration grace, Queue<String> orders) {
        orders.shutdown();
        await(moveOnAfter(grace, orders.join()));
        return done(orders.shutdownNow());
    }

    @Test
    void theKitchenCooksWhatItCanBeforeItCloses() {
        List<String> left = world.run(TaskScope.run(scope -> {
            Queue<String> orders = Queue.unbounded();
            for (String dish : List.of("soup", "tea", "bread", "rice")) {
                orders.tryPut(dish);
            }
            scope.spawn(cook(orders));
            return closeWithin(Duration.ofMillis(1500), orders);
        }));

        assertThat(left).containsExactly("bread", "rice");
        assertThat(world.trace()).isEqualTo("1s  soup is ready\n2s  tea is ready\n2s  the kitchen is closed\n");
    }

    @Async
    Coroutine<Void> bind(OneShot<Integer> port) {
        try (port) {
            await(sleep(SECOND));
            port.set(8080);
        }
        return done();
    }

    @Async
    Coroutine<String> address(OneShot<Integer> port) {
        return done("localhost:" + await(port));
    }

    @Test
    void theAddressIsKnownWhenThePortIs() {
        String address = world.run(TaskScope.run(scope -> {
            OneShot<Integer> port = new OneShot<>();
            scope.spawn(bind(port));
            return address(port);
        }));

        assertThat(address).isEqualTo("localhost:8080");
    }

    @Async
    Coroutine<Void> listen(Broadcast<String> news) {
        try (Subscription<String> mine = news.subscribe()) {
            for (String next; (next = await(mine.receiveOrNull())) != null; ) {
                log(next);
            }
        }
        return done();
    }

    @Test
    void allSubscribersGetTheNews() {
        world.run(TaskScope.run(scope -> {
            Broadcast<String> news = Broadcast.bounded(16);
            scope.spawn(listen(news));
            scope.spawn(listen(news));
            await(sleep(SECOND));
            await(news.send("hello"));
            news.close();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  hello\n1s  hello\n");
    }

    @Async
    Coroutine<Void> show(Watch<Integer> percent) {
        Watch.Observer<Integer> changes = percent.observe();
        try {
            while (true) {
                log(await(changes.next()) + " %");
                await(sleep(SECOND));
            }
        } catch (ChannelClosed over) {
            log("done");
        }
        return done();
    }

    @Async
    Coroutine<Void> load(Watch<Integer> percent) {
        try (percent) {
            for (int done = 20; done <= 100; done += 20) {
                await(sleep(Duration.ofMillis(400)));
                percent.set(done);
            }
        }
        return done();
    }

    @Test
    void progressIsShownAsFastAsItCanBe() {
        world.run(TaskScope.run(scope -> {
            Watch<Integer> percent = new Watch<>(0);
            scope.spawn(show(percent));
            scope.spawn(load(percent));
            int half = await(percent.until(value -> value >= 50));
            assertThat(half).isEqualTo(60);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0.4s  20 %\n1.4s  60 %\n2.4s  100 %\n3.4s  done\n");
    }
}
