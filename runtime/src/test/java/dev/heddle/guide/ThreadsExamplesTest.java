package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopGroup;
import dev.heddle.LoopOptions;
import dev.heddle.annotation.Async;
import dev.heddle.sync.CapacityLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/threads.md, and what it does. */
@Timeout(60)
class ThreadsExamplesTest {
    @TempDir
    private Path folder;

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
